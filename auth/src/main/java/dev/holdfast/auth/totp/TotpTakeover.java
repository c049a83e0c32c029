package dev.holdfast.auth.totp;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.totp.code.OtpAuthUri;
import dev.holdfast.auth.totp.code.TotpParameters;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.core.event.Severity;
import dev.holdfast.core.tx.HostTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the TOTP secrets that a host holds in clear, each once, into sealed devices; then the host can drop its
 * column.
 *
 * <p>Let enrolments go through {@link TotpEnrolment} first, or secrets that are written meanwhile stay behind. Users keep
 * their authenticator and notice nothing, so nothing of theirs is revoked. A user taken over before is passed, even when
 * the device was removed since.
 *
 * <p><em>Transaction.</em> Owns: each batch of at most {@value #BATCH} rows is a transaction of the setup's runner. A run
 * that was cut short is begun again. Thread-safe; several runs at once do no harm.
 *
 * <p><em>Security note.</em> The host's column is read, never written. Until it is dropped, and in backups afterwards, the
 * secrets are still there in clear.
 */
public final class TotpTakeover {
    /** The most rows of a batch. */
    public static final int BATCH = 100;

    private final TotpSetup setup;
    private final TotpSecretColumn source;
    private final TotpParameters parameters;
    private final TotpDevices devices;
    private final TotpKeys keys;

    private TotpTakeover(TotpSetup setup, TotpSecretColumn source, TotpParameters parameters) {
        this.setup = setup;
        this.source = source;
        this.parameters = parameters;
        this.devices = new TotpDevices(setup.namespace());
        this.keys = new TotpKeys(setup);
    }

    /**
     * A take-over.
     *
     * @param setup what TOTP works with
     * @param source where the secrets are
     * @param parameters what the host has made its codes by
     * @return the take-over
     */
    public static TotpTakeover of(TotpSetup setup, TotpSecretColumn source, TotpParameters parameters) {
        return new TotpTakeover(setup, source, parameters);
    }

    /**
     * What a run did. The column can be dropped once a run has adopted none and the refused ones are dealt with.
     *
     * @param adopted users that have a device now
     * @param passed users taken over before
     * @param refused the ids of users whose secret is not base32, or not of 16 to 64 bytes (RFC 4226 §4 R6), as the host
     *     knows them; they have to enrol again
     */
    public record TakenOver(int adopted, int passed, List<String> refused) {
        /** Copies the list. */
        public TakenOver {
            refused = List.copyOf(refused);
        }
    }

    /**
     * Takes over what the column holds.
     *
     * @return what was done
     */
    public TakenOver run() {
        int adopted = 0;
        int passed = 0;
        List<String> refused = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Optional<String> from = after;
            Batch batch = setup.runner().call(own -> batch(HostTransaction.join(own), from));
            adopted += batch.adopted();
            passed += batch.passed();
            refused.addAll(batch.refused());
            after = batch.last();
        } while (after.isPresent());
        return new TakenOver(adopted, passed, refused);
    }

    /** What one batch did, and the key after which the next begins. */
    private record Batch(int adopted, int passed, List<String> refused, Optional<String> last) {}

    private Batch batch(DSLContext own, Optional<String> after) {
        Result<? extends Record> rows = rows(own, after);
        int adopted = 0;
        int passed = 0;
        List<String> refused = new ArrayList<>();
        Instant now = setup.now();
        for (Record row : rows) {
            Optional<TotpDevices.Stored> device = device(row, now);
            if (device.isEmpty()) {
                refused.add(row.get(0, String.class));
            } else if (devices.adoptOnce(own, device.get())) {
                adopted++;
                record(own, device.get());
            } else {
                passed++;
            }
        }
        Optional<String> last = rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).get(0, String.class));
        return new Batch(adopted, passed, refused, last);
    }

    private Result<? extends Record> rows(DSLContext own, Optional<String> after) {
        Field<String> secret = text(source.secretColumn());
        return own.select(text(source.user().column()), secret, text(source.tenantColumn()), text(source.labelColumn()))
                .from(DSL.table(DSL.name(source.schema(), source.table())))
                .where(DSL.trim(secret).ne(""), after.map(this::isAfter).orElseGet(DSL::noCondition))
                .orderBy(DSL.field(DSL.name(source.user().column())))
                .limit(BATCH)
                .fetch();
    }

    /** In the key's own type, so that its index serves. */
    private Condition isAfter(String key) {
        DataType<?> type = switch (source.user().type()) {
            case UUID -> SQLDataType.UUID;
            case TEXT -> SQLDataType.CLOB;
            case BIGINT -> SQLDataType.BIGINT;
        };
        return after(DSL.field(DSL.name(source.user().column()), type), key);
    }

    private static <T> Condition after(Field<T> column, String key) {
        return column.gt(DSL.val(key, SQLDataType.CLOB).cast(column.getDataType()));
    }

    private static Field<String> text(@Nullable String column) {
        return column == null
                ? DSL.inline("")
                : DSL.coalesce(DSL.field(DSL.name(column)).cast(SQLDataType.CLOB), "");
    }

    /** Empty when it cannot become one; why is not told, since the reason would be about the secret. */
    private Optional<TotpDevices.Stored> device(Record row, Instant now) {
        try {
            UserRef user = new UserRef(row.get(2, String.class), row.get(0, String.class));
            TotpSecret secret = TotpSecret.parse(row.get(1, String.class).strip());
            String label = label(row.get(3, String.class), user);
            OtpAuthUri credential = new OtpAuthUri(setup.policy().issuer(), label, secret, parameters);
            return Optional.of(keys.adopted(user, credential, now));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** A label that an app could not show is no reason to lose the device. */
    private static String label(String text, UserRef user) {
        for (String candidate : List.of(text, user.userId())) {
            String shown = candidate.replace(':', '_');
            if (!shown.isBlank()
                    && shown.length() <= OtpAuthUri.MAX_ACCOUNT
                    && shown.codePoints().noneMatch(Character::isISOControl)) {
                return shown;
            }
        }
        return "authenticator";
    }

    private void record(DSLContext own, TotpDevices.Stored device) {
        setup.trail()
                .act(
                        own,
                        TotpEvents.of(setup.trail(), TotpEvents.ADOPT, device.user())
                                .target(TotpEvents.device(device.id()))
                                .severity(Severity.LOW)
                                .build());
    }
}
