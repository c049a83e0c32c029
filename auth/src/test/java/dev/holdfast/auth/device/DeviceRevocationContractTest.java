package dev.holdfast.auth.device;

import dev.holdfast.auth.Revocation;
import dev.holdfast.auth.RevocationContract;
import dev.holdfast.auth.UserRef;
import dev.holdfast.auth.device.DeviceFixture.Held;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class DeviceRevocationContractTest extends RevocationContract {
    private DeviceFixture fixture;

    @BeforeEach
    void open() throws SQLException {
        fixture = new DeviceFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Override
    protected Revocation revocation() {
        return fixture.devices;
    }

    @Override
    protected DataSource dataSource() {
        return fixture.database.dataSource();
    }

    @Override
    protected BooleanSupplier give(String userId) {
        Held held = fixture.trust(UserRef.of(userId));
        return () -> fixture.accepts(held);
    }
}
