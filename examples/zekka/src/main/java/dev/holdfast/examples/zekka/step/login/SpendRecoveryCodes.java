package dev.holdfast.examples.zekka.step.login;

import dev.holdfast.examples.zekka.app.login.AccountEndpoint;
import dev.holdfast.examples.zekka.app.login.Answer;
import dev.holdfast.examples.zekka.step.Step;
import dev.holdfast.examples.zekka.step.Transcript;
import java.util.List;
import java.util.Locale;

/** The phone is lost: each code logs in once, and a new list ends the old one. */
public final class SpendRecoveryCodes implements Step<LoginHost> {
    private static final String METHOD = "recovery_code";

    @Override
    public String title() {
        return "Recover: each code once, and a new list ends the old one";
    }

    @Override
    public void run(LoginHost host, Transcript transcript) {
        Person person = host.person("person6");
        AccountEndpoint account = host.application().account();
        var unused = person.enrolled();
        List<String> codes = account.recoveryCodes(person.user());
        transcript.expect(
                "a recovery code",
                "200 logged in by [pwd, recovery, mfa], recovery codes left: 9",
                person.answer(person.begin(), METHOD, codes.get(0)).toString());

        Answer again = person.begin();
        refused(transcript, "the same code again", person.answer(again, METHOD, codes.get(0)));
        transcript.expect("why, in the audit log alone", "replayed_response", host.whyRefused());
        String typed = codes.get(1).replace("-", "").toLowerCase(Locale.ROOT);
        transcript.expect(
                "another one, in small letters and without hyphens",
                "200 logged in by [pwd, recovery, mfa], recovery codes left: 8",
                person.answer(again, METHOD, typed).toString());
        transcript.expect("left", 8, account.recoveryCodesLeft(person.user()));
        transcript.because(
                "an array of hashes that is read, changed and written back lets two logins spend one code at once");

        List<String> fresh = account.recoveryCodes(person.user());
        transcript.expect("left of a new list", 10, account.recoveryCodesLeft(person.user()));
        Answer third = person.begin();
        refused(transcript, "an unused code of the old list", person.answer(third, METHOD, codes.get(2)));
        transcript.expect("why, in the audit log alone", "wrong_response", host.whyRefused());
        transcript.expect(
                "a code of the new list",
                "200 logged in by [pwd, recovery, mfa], recovery codes left: 9",
                person.answer(third, METHOD, fresh.get(0)).toString());
    }

    private static void refused(Transcript transcript, String attempt, Answer answer) {
        transcript.refused(attempt, "401", answer.toString());
    }
}
