package dev.holdfast.audit.record.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.audit.AuditFixture;
import dev.holdfast.core.event.SecurityEvent;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The driver is optional: where its classes are not to be seen, nothing fails to load. */
class DriverAbsentTest {
    private static final String OURS = "dev.holdfast.audit.record.internal.write.";

    @Test
    void write_driversClassesNotVisible_goesByBatches() throws Exception {
        try (AuditFixture fixture = AuditFixture.create()) {
            SecurityEvent event = fixture.event().with("n", 1).build();
            Object made = new Blind()
                    .loadClass(DriverAbsentWrite.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            @SuppressWarnings("unchecked")
            BiFunction<DataSource, SecurityEvent, Integer> write =
                    (BiFunction<DataSource, SecurityEvent, Integer>) made;
            assertThat(write.apply(fixture.database().dataSource(), event)).isZero();
            assertThat(fixture.count()).isEqualTo(1);
        }
    }

    /** Loads the writer's package anew and does not find the driver. */
    private static final class Blind extends ClassLoader {
        Blind() {
            super(DriverAbsentTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("org.postgresql.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(OURS)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defined(name);
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
