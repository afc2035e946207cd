namespace IdentityServer.Web.Factors.SecurityQuestions;

/// <summary>The questions to choose from: English text (and key of the translation) by a name that is stored. Never rename or remove one.</summary>
internal static class Questions
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["firstTeacher"] = "What was the last name of your first teacher?",
        ["childhoodStreet"] = "On which street did you live as a child?",
        ["firstConcert"] = "What was the first concert you went to?",
        ["firstJobTown"] = "In which town was your first job?",
        ["childhoodFriend"] = "What was the first name of your best friend at school?",
        ["firstBook"] = "Which book did you read over and over as a child?",
        ["grandparentTown"] = "In which town did your grandparents live?",
        ["firstTrip"] = "Where did your first flight take you?",
        ["dreamJob"] = "What did you want to become when you were ten?",
        ["firstPet"] = "What was your first pet called?",
    };
}
