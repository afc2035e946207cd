"""A mail server for the tests, on Debian's aiosmtpd: prints its port, then each mail that it takes as one line of JSON.

usage: smtp_server.py CERTIFICATE KEY   (with STARTTLS and authentication)
       smtp_server.py                   (with neither)
"""
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Mailbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("busy@"):
            return "450 4.2.1 Mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({
            "encrypted": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.auth_data else None,
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "content": base64.b64encode(envelope.content).decode(),
        }), flush=True)
        return "250 OK"


class Server(SMTP):
    async def smtp_AUTH(self, arg):
        # Names of mechanisms are compared without regard to case (RFC 5234, section 2.3); .NET writes "login".
        name, *rest = (arg or "").split()
        await super().smtp_AUTH(" ".join([name.upper(), *rest]))


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"mailer", "p\u00e4ssword 17".encode())
    return AuthResult(success=good, handled=False, auth_data=data if good else None)


def options():
    if len(sys.argv) < 3:
        return {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    return {"tls_context": context, "require_starttls": True, "auth_required": True, "auth_require_tls": True, "authenticator": authenticate}


async def main():
    server = await asyncio.get_running_loop().create_server(lambda: Server(Mailbox(), hostname="localhost", **options()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
