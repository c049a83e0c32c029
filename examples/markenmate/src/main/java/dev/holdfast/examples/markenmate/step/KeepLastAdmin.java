package dev.holdfast.examples.markenmate.step;

import dev.holdfast.auth.admin.AdminAct;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.markenmate.app.Answer;

/** The plan's third test: the last administrator stays. */
public final class KeepLastAdmin implements Step {
    private static final Answer DONE = new Answer(200, "Role changed");

    @Override
    public String title() {
        return "Test 3: the last administrator";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        transcript.expect("demote user-003", DONE, Demotion.of(host, "user-003"));
        transcript.expect("demote user-002", DONE, Demotion.of(host, Host.BENNO.userId()));
        Answer answer = Demotion.of(host, Host.ALMA.userId());
        transcript.expect("demote the only one left", new Answer(403, "Cannot remove the last admin"), answer);
        SecurityEvent event = host.newest(AdminAct.CHANGE_ROLE.auditAction()).event();
        transcript.expect("recorded", "DENIED last_admin", event.outcome() + " " + event.reason());
        Demotion.bySql(host, transcript, "UPDATE \"user\" SET role = 'user', is_master_admin = false");
        Demotion.bySql(host, transcript, "TRUNCATE \"user\" CASCADE");
        transcript.because("counting first and writing then leaves no administrator when two demotions overlap;"
                + " here one statement decides, and a trigger guards every other path");
        transcript.expect(
                "administrators left",
                1L,
                host.number("SELECT count(*) FROM \"user\" WHERE role = 'admin' AND NOT banned"));
    }
}
