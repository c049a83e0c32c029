package dev.holdfast.examples.markenmate.step;

import dev.holdfast.audit.hold.HoldScope;
import dev.holdfast.audit.hold.LegalHold;
import dev.holdfast.audit.privacy.subject.ErasureResult;
import dev.holdfast.core.context.CorrelationId;
import dev.holdfast.core.context.RequestScope;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.markenmate.app.Answer;
import dev.holdfast.examples.markenmate.app.LogKeeping;
import dev.holdfast.examples.markenmate.app.MemberDesk;
import dev.holdfast.examples.markenmate.app.Schema;
import dev.holdfast.migration.Migrations;

/** A member asks to be forgotten, by a log that forgets nothing: it loses the key, and stays proven. */
public final class EraseMember implements Step {
    private static final String MEMBER = "user-077";
    private static final String ADDRESS = "rosa.lind@mail.example";
    private static final String TOKEN = "mF9B5f41JqMxyz";

    @Override
    public String title() {
        return "Forget a member, in a log that forgets nothing";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        LogKeeping keeping = host.application().logKeeping();
        transcript.expect(
                "migrations of the keys' own schema, which a dump can leave out",
                1,
                Migrations.over(host.database().direct(), Schema.memberKeys())
                        .migrate()
                        .applied()
                        .size());
        MemberDesk members = host.application().members();
        transcript.expect(
                "a member's address is changed",
                new Answer(200, "Address changed"),
                host.handle(
                        Host.ALMA,
                        CorrelationId.generate(),
                        () -> members.changeAddress(MEMBER, ADDRESS, "Authorization: Bearer " + TOKEN)));
        transcript.expect("rows of the log that hold the new address", 0L, host.rowsWith(ADDRESS));
        transcript.expect("rows of the log that hold the client's token", 0L, host.rowsWith(TOKEN));
        transcript.expect(
                "the event, for those who may see it",
                "email → " + ADDRESS + ", header: Authorization: Bearer [redacted:auth]",
                shown(host));

        LegalHold hold = keeping.jobs()
                .call(tx -> keeping.holds()
                        .set(
                                tx,
                                HoldScope.everything().withTarget("user", MEMBER),
                                "Amtsgericht, 12 C 90/26",
                                Host.ALMA.userId()));
        transcript.refused(
                "erase the member while a court wants it kept", "held by legal hold " + hold.id(), erase(host));
        transcript.expect(
                "hold lifted",
                true,
                keeping.jobs().call(tx -> keeping.holds().lift(tx, hold.id(), "case closed", Host.ALMA.userId())));
        transcript.expect("erase the member", "erased, keys destroyed: 1", erase(host));
        transcript.expect("once more", "was erased before", erase(host));
        transcript.expect("the event, for those who may see it", "the person is erased", shown(host));
        transcript.expect(
                "what the account, which lendings need, still tells",
                "erased, user-077@erased.invalid",
                host.text("SELECT name || ', ' || email FROM \"user\" WHERE id = ?", MEMBER));
        long unused = SealLog.seal(host);
        transcript.expect("verdict on the log", "Sealed, in archives: " + OldMonths.EVENTS, SealLog.verdict(host));
        transcript.because("deleting the member's events would leave a log that cannot be told from a forged one");
    }

    private static String erase(Host host) {
        RequestScope scope = RequestScope.open(Host.ALMA.request(CorrelationId.generate()));
        try {
            ErasureResult result = host.application().members().erase(MEMBER);
            return result.fold(
                    erased -> "erased, keys destroyed: " + erased.keyIds().size(),
                    already -> "was erased before",
                    held -> "held by " + held.hold());
        } finally {
            scope.close();
        }
    }

    private static String shown(Host host) {
        SecurityEvent stored = host.newest(MemberDesk.UPDATE).event();
        return host.application()
                .requests()
                .call(tx -> host.application().members().reveal(tx, stored))
                .fold(
                        plain -> plain.event().changes().get(0).path() + " → "
                                + plain.event().changes().get(0).newValue() + ", header: "
                                + plain.event().metadata().values().get("header"),
                        erased -> "the person is erased",
                        unreadable -> "unreadable: " + unreadable.reason());
    }
}
