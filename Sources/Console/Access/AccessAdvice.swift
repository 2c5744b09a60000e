import CoreServices
import Primitives

/// What a refusal means, and what to do.
enum AccessAdvice {
    static func text(_ answer: AccessAnswer) -> DisplayText {
        guard answer.outcome == .refused else {
            return switch answer.reason {
            case "from stock":
                "The token was ready: it had been signed for the same person before and holds long enough."
            case "by hand": "A person signed it at the console or on the command line; the audit record says who."
            default: "Signed for this request."
            }
        }
        return switch answer.reason {
        case "no proof":
            "Somebody asked without saying who they are: a backend without its bearer token, or a browser without the "
                + "event app's session token or cookie."
        case "unknown bearer token":
            "The bearer token is none of sso.callers, and no sso.sessions are configured that could know it. Perhaps it "
                + "was replaced here and not there."
        case "session: expired":
            "The session token of the event app had run out. People sign in again; many at once mean that the app does "
                + "not renew its sessions."
        case "session: signature does not match":
            "The session token was signed with another key than the one that sso.sessions names: compare the secret, or "
                + "fetch the key set again."
        case "session: unknown kid", "session: no key for this alg":
            "The event app signs with a key that is not in the configured file: fetch its key set again, then restart "
                + "callboard."
        case "session: clock ahead", "session: not valid yet":
            "The clock of the event app is ahead of this one, by more than sso.sessions tolerates. Set both by NTP."
        case "session: wrong issuer", "session: wrong audience":
            "The session token is meant for somebody else: compare issuer and audience in sso.sessions with what the "
                + "event app writes."
        case "session: alg none", "session: alg is not the key's":
            "Somebody tried a token that nobody signed, or that pretends to another algorithm. It cannot succeed."
        case "session: not a JWT":
            "The bearer token is neither a caller's secret nor a JWT; perhaps a caller's secret was replaced here and not "
                + "there."
        case "session without usable user":
            "The session token is right but does not say who the user is where callboard looks: see claims in "
                + "sso.sessions."
        case "body names another user":
            "The page asked for another user than the one who is signed in. Either it mixes up its users, or somebody "
                + "tries to become somebody else."
        case "unusable user": "The backend named a user without an id, or with a value that no token can hold."
        case "backend used GET": "A backend names the user in the body of a POST, never in an address."
        case "origin not listed":
            "A page of an origin that is not in sso.origins asked. If it is yours, list it; the origins are shown above."
        case "too many":
            "More requests than sso.rateLimit allows from one caller or one address. Behind a proxy all browsers may "
                + "share one address."
        case "could not sign": "OpenSSL made no signature; callboard doctor tries the key."
        default: "The request could not be read; whoever sent it was told why."
        }
    }
}
