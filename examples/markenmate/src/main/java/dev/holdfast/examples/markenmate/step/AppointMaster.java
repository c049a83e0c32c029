package dev.holdfast.examples.markenmate.step;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.admin.MasterAppointment;
import dev.holdfast.auth.totp.EnrolmentResult;
import dev.holdfast.auth.totp.TotpEnrolment;
import dev.holdfast.core.event.Action;
import dev.holdfast.examples.markenmate.step.Transcript.Deviation;

/** Makes the first administrator the master, and gives her an authenticator. */
public final class AppointMaster implements Step {
    @Override
    public String title() {
        return "Appoint the master admin, and enrol her authenticator";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        MasterAppointment first = appoint(host);
        transcript.expect(
                "the first administrator is the master", new MasterAppointment.Appointed(Host.ALMA.userId()), first);
        transcript.expect("asked again", new MasterAppointment.AlreadyDone(Host.ALMA.userId()), appoint(host));
        transcript.because(
                "two signed up at the same instant; the plan's LIMIT 1 picks either, here the lesser id decides");
        enrol(host, transcript);
    }

    private static MasterAppointment appoint(Host host) {
        return host.application()
                .requests()
                .call(tx -> host.application().guard().appointMaster(tx));
    }

    private static void enrol(Host host, Transcript transcript) {
        host.application().passwords().set(Host.ALMA.userId(), Host.PASSWORD);
        TotpEnrolment enrolment = host.application().enrolment();
        UserRef alma = UserRef.of(Host.ALMA.userId());
        var begun = host.application().requests().call(tx -> enrolment.begin(tx, alma, "Alma's phone"));
        if (!(begun instanceof EnrolmentResult.Done<TotpEnrolment.Pending> pending)) {
            throw new Deviation("enrolment must begin, got " + begun);
        }
        host.authenticator(pending.value().uri());
        host.application()
                .requests()
                .run(tx ->
                        requireDone(enrolment.confirm(tx, alma, pending.value().deviceId(), host.code())));
        transcript.expect(
                "authenticators that are confirmed",
                1L,
                host.number("SELECT count(*) FROM holdfast.totp_device WHERE confirmed_at IS NOT NULL"));
        transcript.expect(
                "recorded as",
                "SUCCESS",
                host.newest(Action.of("totp_device.confirm")).event().outcome().name());
    }

    private static void requireDone(EnrolmentResult<?> result) {
        if (!(result instanceof EnrolmentResult.Done<?>)) {
            throw new Deviation("enrolment must be confirmed, got " + result);
        }
    }
}
