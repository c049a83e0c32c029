package dev.holdfast.auth.ban;

import dev.holdfast.auth.address.ClientAddress;
import dev.holdfast.auth.address.IpNetwork;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a {@link BanLine} for each refused login. Immutable, and as thread-safe as where it writes to.
 *
 * <p>The filter matches whole lines, so they go to a file of their own without the decorations of other log lines; with
 * Logback, an appender on the logger {@value #LOGGER} with the pattern {@code %msg%n}.
 */
public final class BanLog {
    /** The logger that lines are written to. */
    public static final String LOGGER = "dev.holdfast.ban";

    private final Clock clock;
    private final Consumer<String> sink;
    private final List<IpNetwork> spared;

    private BanLog(Clock clock, Consumer<String> sink, List<IpNetwork> spared) {
        this.clock = clock;
        this.sink = sink;
        this.spared = spared;
    }

    /**
     * A log on the logger {@value #LOGGER}, at the level WARN.
     *
     * @param clock the host's clock
     * @return the log
     */
    public static BanLog of(Clock clock) {
        Logger logger = LoggerFactory.getLogger(LOGGER);
        return to(clock, line -> logger.warn("{}", line));
    }

    /**
     * A log to wherever the host writes it.
     *
     * @param clock the host's clock
     * @param sink takes each line, without a line end, on the caller's thread; what it throws reaches the caller
     * @return the log
     */
    public static BanLog to(Clock clock, Consumer<String> sink) {
        return new BanLog(clock, sink, List.of());
    }

    /**
     * The same, but silent on some networks: at least those of the host's own proxies, whose ban would shut out everybody
     * behind them.
     *
     * @param networks whose clients are never written
     * @return the log
     */
    public BanLog sparing(List<IpNetwork> networks) {
        return new BanLog(clock, sink, List.copyOf(networks));
    }

    /**
     * Writes the line of a login that was refused. Nothing is written for a peer without an address.
     *
     * @param client who was refused
     */
    public void refused(ClientAddress client) {
        if (client.isNone() || spared.stream().anyMatch(network -> network.contains(client))) {
            return;
        }
        sink.accept(new BanLine(clock.instant(), client).text());
    }
}
