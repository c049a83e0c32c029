package dev.holdfast.examples.omniscience.step;

import dev.holdfast.auth.ban.NginxLimit;
import dev.holdfast.examples.omniscience.app.Application;
import java.nio.file.Path;

/** The same limit before requests reach the application. */
public final class LimitAtProxy implements Step {
    @Override
    public String title() {
        return "Limit at nginx: the snippets";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        NginxLimit limit = NginxLimit.of(Application.LOGIN_RATE, "http://127.0.0.1:3000");
        Path http = BanAddresses.write(host.folder().resolve("nginx-http.conf"), limit.http());
        Path location = BanAddresses.write(host.folder().resolve("nginx-location.conf"), limit.location());
        transcript.found("%s, %s", http, location);
        String text = BanAddresses.read(http) + BanAddresses.read(location);
        transcript.expect("the zone's rate", true, text.contains("rate=30r/m"));
        transcript.expect("the location that is limited", true, text.contains("= /api/auth/login"));
        transcript.expect("refused with 429, not with nginx's own 503", true, text.contains("limit_req_status 429"));
        transcript.expect(
                "the client's header is overwritten, not appended to",
                true,
                text.contains("proxy_set_header X-Forwarded-For $remote_addr;"));
    }
}
