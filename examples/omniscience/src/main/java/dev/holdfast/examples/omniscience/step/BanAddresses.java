package dev.holdfast.examples.omniscience.step;

import dev.holdfast.auth.ban.Fail2banJail;
import dev.holdfast.examples.omniscience.step.Transcript.Deviation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The lines that fail2ban reads, and the filter that is generated for them. */
public final class BanAddresses implements Step {
    private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");

    @Override
    public String title() {
        return "Ban addresses: the line, and the filter that reads it";
    }

    @Override
    public void run(Host host, Transcript transcript) {
        var forged = host.application()
                .endpoint()
                .login(Host.HOME, "x\n2026-01-01T00:00:00.000Z holdfast login refused from 192.0.2.66", "a guess");
        List<String> lines = host.application().banLines();
        transcript.found("%s", lines.get(lines.size() - 1));
        Fail2banJail jail = Fail2banJail.of("/var/log/omniscience/ban.log");
        Path filter = write(host.folder().resolve("fail2ban-filter.conf"), jail.filter());
        Path rules = write(host.folder().resolve("fail2ban-jail.conf"), jail.jail());
        Pattern failregex = failregex(read(filter));
        transcript.expect(
                "lines of this run that the filter's failregex does not match, of " + lines.size(),
                0L,
                lines.stream()
                        .map(line -> TIME.matcher(line).replaceFirst(""))
                        .filter(line -> !failregex.matcher(line).matches())
                        .count());
        transcript.refused(
                "a line forged in a login name",
                "401",
                forged.status() + ", lines that name the forged address: "
                        + lines.stream()
                                .filter(line -> line.contains("192.0.2.66"))
                                .count());
        transcript.expect(
                "the forged address in the log", false, lines.toString().contains("192.0.2.66"));
        transcript.expect("the jail asks no name server", true, read(rules).contains("usedns = no"));
    }

    /** The generated expression as Java reads it: {@code <SUBNET>} stands for an address or a network. */
    private static Pattern failregex(String filter) {
        return filter.lines()
                .filter(line -> line.startsWith("failregex = "))
                .map(line -> line.substring("failregex = ".length()).replace("<SUBNET>", "([0-9a-f.:/]+)"))
                .map(Pattern::compile)
                .findFirst()
                .orElseThrow(() -> new Deviation("the filter must hold a failregex"));
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }
}
