// OAuth 2.0 Form Post Response Mode §2: the answer travels on as soon as the page is there. Without script, its button sends it.
"use strict";

(() => {
  const form = document.getElementById("form-post");
  // Called through the prototype: an answer may hold a parameter that is named "submit".
  if (form) HTMLFormElement.prototype.submit.call(form);
})();
