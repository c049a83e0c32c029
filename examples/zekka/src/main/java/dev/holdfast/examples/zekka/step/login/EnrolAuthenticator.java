package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.auth.totp.qr.QrCode;
import dev.holdfast.examples.zekka.app.login.AccountEndpoint;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.util.List;

/** An authenticator by QR code, ten recovery codes, and the first login of two steps. */
public final class EnrolAuthenticator implements Step<LoginHost> {
    @Override
    public String title() {
        return "Enrol an authenticator: QR code, ten recovery codes, login in two steps";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Person person = host.person("person4");
        AccountEndpoint account = host.application().account();
        TotpEnrolment.Pending pending = account.enrol(person.user(), "person4@zekka.example");
        QrCode qr = QrCode.of(pending.uri());
        transcript.found("%s", pending.uri());
        transcript.expect(
                "a QR code for the user's screen, drawn here",
                true,
                qr.exposeSvg().startsWith("<svg"));
        transcript.because("a picture service that draws it would learn the secret");

        String code = host.authenticator(pending.uri()).nextCode();
        transcript.expect("the code it shows", "confirmed", account.confirm(person.user(), pending.deviceId(), code));
        transcript.expect(
                "the secret in the table, sealed under key",
                "k1",
                host.text("SELECT key_id FROM holdfast.totp_device WHERE id = ?", pending.deviceId()));
        List<String> codes = account.recoveryCodes(person.user());
        transcript.expect("recovery codes, shown this once", 10, codes.size());
        transcript.expect(
                "rows of them, each a keyed hash of 32 bytes",
                10L,
                host.number(
                        "SELECT count(*) FROM holdfast.recovery_code WHERE user_id = ? AND octet_length(code_hash) = 32",
                        person.user().userId()));
        logIn(host, transcript, person, new Shown(pending, code));
    }

    private record Shown(TotpEnrolment.Pending pending, String enrolmentCode) {}

    private static void logIn(LoginHost host, Transcript transcript, Person person, Shown shown) {
        Answer begun = person.begin();
        transcript.expect("the password alone", "200 second factor: [totp, recovery_code]", begun.toString());
        transcript.refused(
                "the code of the enrolment once more",
                "401",
                person.answer(begun, "totp", shown.enrolmentCode()).toString());
        transcript.expect("why, in the audit log alone", "replayed_response", host.whyRefused());
        String next = host.authenticator(shown.pending().uri()).nextCode();
        transcript.expect(
                "the next code",
                "200 logged in by [pwd, otp, mfa]",
                person.answer(begun, "totp", next).toString());
    }
}
