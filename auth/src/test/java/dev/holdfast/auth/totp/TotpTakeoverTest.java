package dev.holdfast.auth.totp;

import static dev.holdfast.auth.totp.TotpFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.table.KeyColumn;
import dev.holdfast.auth.totp.TotpFixture.Enrolled;
import dev.holdfast.auth.totp.code.TotpSecret;
import dev.holdfast.testkit.LeakProbe;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TotpTakeoverTest {
    private static final int USERS = 230;

    private TotpFixture totp;

    @BeforeEach
    void open() throws SQLException {
        totp = new TotpFixture();
    }

    @AfterEach
    void close() {
        totp.close();
    }

    @ParameterizedTest
    @EnumSource(KeyColumn.Type.class)
    void run_overTheHostsTable_adoptsEachOnceAndNamesTheRest(KeyColumn.Type type) {
        TotpSecret secret = TotpSecret.random(TotpFixture.RANDOM, 20);
        table(type, secret.exposeBase32());
        LeakProbe probe = new LeakProbe();
        probe.secret(secret.exposeBase32());
        probe.secret("not!base32");
        TotpTakeover takeover =
                TotpTakeover.of(totp.setup, column(type), totp.setup.policy().parameters());

        TotpTakeover.TakenOver first = takeover.run();

        assertThat(first.adopted()).isEqualTo(USERS - 3);
        assertThat(first.passed()).isZero();
        assertThat(first.refused()).containsExactlyInAnyOrder(id(type, 1), id(type, 2));
        TotpTakeover.TakenOver again = takeover.run();
        assertThat(again).isEqualTo(new TotpTakeover.TakenOver(0, USERS - 3, again.refused()));
        assertThat(totp.acts).hasSize(USERS - 3);
        assertThat(totp.revoked).isEmpty();
        probe.assertAbsent(first.toString(), totp.acts.toString(), column(type).toString());

        // A user of the last batch, found by the id that the host knows.
        UserRef user = new UserRef("acme", id(type, USERS));
        Enrolled taken = new Enrolled(user, UUID.randomUUID(), secret);
        assertThat(totp.verify(taken, taken.codeAt(NOW))).isInstanceOf(TotpResult.Accepted.class);
        List<TotpDevice> devices = totp.inTx(tx -> totp.enrolment.devices(tx, user));
        assertThat(devices).extracting(TotpDevice::label).containsExactly("user " + USERS + "@shop.example");
    }

    @Test
    void run_deviceRemovedSince_staysRemoved() {
        table(KeyColumn.Type.BIGINT, TotpSecret.random(TotpFixture.RANDOM, 20).exposeBase32());
        TotpTakeover takeover = TotpTakeover.of(
                totp.setup, column(KeyColumn.Type.BIGINT), totp.setup.policy().parameters());
        assertThat(takeover.run().adopted()).isPositive();
        UserRef user = new UserRef("acme", "5");
        List<TotpDevice> devices = totp.inTx(tx -> totp.enrolment.devices(tx, user));
        UUID removed = TotpFixture.done(
                totp.inTx(tx -> totp.enrolment.remove(tx, user, devices.get(0).id())));
        assertThat(removed).isEqualTo(devices.get(0).id());

        assertThat(takeover.run().adopted()).isZero();
        List<TotpDevice> left = totp.inTx(tx -> totp.enrolment.devices(tx, user));
        assertThat(left).isEmpty();
    }

    /** Users 1 and 2 hold what is no secret, user 3 none; user 4's has spaces and lower case. */
    private void table(KeyColumn.Type type, String base32) {
        String key = type == KeyColumn.Type.BIGINT
                ? "n"
                : "lpad(n::text, 32, '0')::" + (type == KeyColumn.Type.UUID ? "uuid" : "text");
        totp.execute("CREATE SCHEMA shop; CREATE TABLE shop.\"User\" (\"Id\" " + type + " PRIMARY KEY, tenant text,"
                + " mail text, \"totpSecret\" varchar(80));"
                + " INSERT INTO shop.\"User\" SELECT " + key + ", 'acme', 'user ' || n || '@shop.example', CASE n"
                + " WHEN 1 THEN 'not!base32' WHEN 2 THEN 'GEZDGNBV' WHEN 3 THEN NULL"
                + " WHEN 4 THEN lower('" + base32.substring(0, 4) + " " + base32.substring(4) + "')"
                + " ELSE '" + base32 + "' END FROM generate_series(1, " + USERS + ") n");
    }

    private static TotpSecretColumn column(KeyColumn.Type type) {
        return TotpSecretColumn.of("shop", "User", new KeyColumn("Id", type), "totpSecret")
                .withTenant("tenant")
                .withLabel("mail");
    }

    private static String id(KeyColumn.Type type, int number) {
        String padded = String.format(Locale.ROOT, "%032d", number);
        return switch (type) {
            case BIGINT -> Integer.toString(number);
            case TEXT -> padded;
            case UUID -> padded.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        };
    }
}
