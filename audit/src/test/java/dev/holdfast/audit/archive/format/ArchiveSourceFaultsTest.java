package dev.holdfast.audit.archive.format;

import dev.holdfast.audit.ContractFault;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link ArchiveSourceContract} with the fault that it is there for. */
class ArchiveSourceFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(ReadsText.class, "read_anyBytes_givesThemAll"),
            new ContractFault(OneBuffer.class, "read_anyBytes_givesThemAll"),
            new ContractFault(GoesOn.class, "read_again_beginsAnew"),
            new ContractFault(OnePlace.class, "read_severalAtOnce_eachHasAPlaceOfItsOwn"),
            new ContractFault(OldException.class, "read_missing_isNamedSo"),
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    private static byte[] content(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name));
    }

    static class ReadsText extends ArchiveSourceContract {
        @Override
        protected ArchiveSource source(Map<String, byte[]> files) {
            return name -> new ByteArrayInputStream(
                    new String(content(files, name), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
        }
    }

    static class OneBuffer extends ArchiveSourceContract {
        @Override
        protected ArchiveSource source(Map<String, byte[]> files) {
            return name ->
                    new ByteArrayInputStream(content(files, name), 0, Math.min(8192, content(files, name).length));
        }
    }

    static class GoesOn extends ArchiveSourceContract {
        @Override
        protected ArchiveSource source(Map<String, byte[]> files) {
            Map<String, InputStream> open = new HashMap<>();
            return name -> open.computeIfAbsent(name, it -> new ByteArrayInputStream(content(files, it)));
        }
    }

    /** As over one random access file, whose place is set when a file is opened. */
    static class OnePlace extends ArchiveSourceContract {
        @Override
        protected ArchiveSource source(Map<String, byte[]> files) {
            int[] place = {0};
            return name -> {
                byte[] bytes = content(files, name);
                place[0] = 0;
                return new InputStream() {
                    @Override
                    public int read() {
                        return place[0] < bytes.length ? bytes[place[0]++] & 0xff : -1;
                    }

                    @Override
                    public int read(byte[] target, int from, int length) {
                        int count = Math.min(length, bytes.length - place[0]);
                        if (count <= 0) {
                            return -1;
                        }
                        System.arraycopy(bytes, place[0], target, from, count);
                        place[0] += count;
                        return count;
                    }
                };
            };
        }
    }

    /** What {@link java.io.FileInputStream} throws. */
    static class OldException extends ArchiveSourceContract {
        @Override
        protected ArchiveSource source(Map<String, byte[]> files) {
            return name -> {
                byte[] found = files.get(name);
                if (found == null) {
                    throw new FileNotFoundException(name);
                }
                return new ByteArrayInputStream(found);
            };
        }
    }
}
