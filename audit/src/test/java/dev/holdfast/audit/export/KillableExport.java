package dev.holdfast.audit.export;

import dev.holdfast.audit.AuditFilter;
import dev.holdfast.audit.AuditFixture;
import dev.holdfast.audit.AuditLog;
import dev.holdfast.core.Namespace;
import dev.holdfast.core.event.AuditSink;
import dev.holdfast.core.event.AuditTrail;
import dev.holdfast.core.tx.TransactionRunner;
import dev.holdfast.testkit.process.KillPoint;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** A host that exports the log, over and over, each time to a file of its own, until it is killed. */
public final class KillableExport {
    private KillableExport() {}

    /** JDBC address, user, password, directory. */
    public static void main(String[] arguments) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        TransactionRunner plain = TransactionRunner.over(dataSource);
        TransactionRunner announcing = work -> {
            plain.run(work);
            KillPoint.reached("announced");
        };
        AuditLog log = AuditLog.of(Namespace.defaults());
        RecordedReads reads =
                new RecordedReads(log, AuditTrail.of(log, AuditSink.independent(announcing, log), Clock.systemUTC()));
        ExportRequest request =
                ExportRequest.of(AuditFilter.any().withAction(AuditFixture.ACTION), ExportFormat.ndjson());
        System.out.println("begun");
        for (int number = 0; ; number++) {
            Path file = Path.of(arguments[3]).resolve(number + ".ndjson");
            plain.run(tx -> {
                try (OutputStream out = new KillableStream(Files.newOutputStream(file))) {
                    ExportResult unused = reads.export(tx, request, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                KillPoint.reached("written, not committed");
            });
            KillPoint.reached("committed");
        }
    }

    /** Dies within a block, and behind each. */
    private static final class KillableStream extends FilterOutputStream {
        private KillableStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length / 2);
            KillPoint.reached("half a block");
            out.write(bytes, from + length / 2, length - length / 2);
            KillPoint.reached("block");
        }
    }
}
