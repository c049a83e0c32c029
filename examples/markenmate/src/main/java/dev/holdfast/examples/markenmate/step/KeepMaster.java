package dev.holdfast.examples.markenmate.step;

import dev.holdfast.auth.admin.AdminAct;
import dev.holdfast.core.event.SecurityEvent;
import dev.holdfast.examples.markenmate.app.Answer;

/** The plan's second test: the master admin stays. */
public final class KeepMaster implements Step {
    @Override
    public String title() {
        return "Test 2: the master admin";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        String attempt = "demote the master admin, with a token";
        Answer answer = Demotion.of(host, Host.ALMA.userId());
        transcript.expect(attempt, new Answer(403, "Cannot demote the master admin"), answer);
        SecurityEvent event = host.newest(AdminAct.CHANGE_ROLE.auditAction()).event();
        transcript.expect("recorded", "DENIED master_admin", event.outcome() + " " + event.reason());
        Demotion.bySql(host, transcript, "UPDATE \"user\" SET is_master_admin = false WHERE is_master_admin");
        Demotion.bySql(host, transcript, "DELETE FROM \"user\" WHERE is_master_admin");
        transcript.expect(
                "the master is", Host.ALMA.userId(), host.text("SELECT id FROM \"user\" WHERE is_master_admin"));
    }
}
