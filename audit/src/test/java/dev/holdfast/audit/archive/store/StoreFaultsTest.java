package dev.holdfast.audit.archive.store;

import dev.holdfast.audit.ContractFault;
import dev.holdfast.audit.archive.format.ArchiveFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules of {@link ArchiveStoreContract} with the faults that they are there for. */
class StoreFaultsTest {
    static ContractFault[] faults() {
        return new ContractFault[] {
            new ContractFault(KeepsTheFirst.class, "write_newAndAgain_isReadAndListed"),
            new ContractFault(WritesInPlace.class, "write_contentThatFails_leavesWhatWasThere"),
            new ContractFault(ListsWhatIsBegun.class, "write_withinAnother_isWholeBeforeIt"),
            new ContractFault(DeletesOnce.class, "delete_thereOrNot_isGone"),
            new ContractFault(TakesAnyName.class, "anyCall_nameThatLeadsElsewhere_isRefused"),
            new ContractFault(ListsAsWritten.class, "write_newAndAgain_isReadAndListed"),
        };
    }

    @Test
    void contract_formWithoutAFault_isWhole() {
        ContractFault.assertNone(Faultless.class);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void contract_faultyForm_isFound(ContractFault fault) {
        fault.assertFound();
    }

    /** A store in memory. */
    private static class MemoryStore implements ArchiveStore {
        final Map<String, byte[]> files = new ConcurrentHashMap<>();

        String checked(String name) {
            if (!ArchiveFile.NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("name");
            }
            return name;
        }

        @Override
        public void write(String name, Content content) throws IOException {
            String file = checked(name);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            content.writeTo(out);
            files.put(file, out.toByteArray());
        }

        @Override
        public InputStream read(String name) throws IOException {
            byte[] found = files.get(checked(name));
            if (found == null) {
                throw new NoSuchFileException(name);
            }
            return new ByteArrayInputStream(found);
        }

        @Override
        public void delete(String name) throws IOException {
            byte[] unused = files.remove(checked(name));
        }

        @Override
        public List<String> list() {
            return files.keySet().stream().sorted().toList();
        }
    }

    static class Faultless extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore();
        }
    }

    static class KeepsTheFirst extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                public void write(String name, Content content) throws IOException {
                    if (!files.containsKey(name)) {
                        super.write(name, content);
                    }
                }
            };
        }
    }

    static class WritesInPlace extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                public void write(String name, Content content) throws IOException {
                    files.put(checked(name), new byte[0]);
                    super.write(name, content);
                }
            };
        }
    }

    static class ListsWhatIsBegun extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                public void write(String name, Content content) throws IOException {
                    byte[] unused = files.putIfAbsent(checked(name), new byte[0]);
                    super.write(name, content);
                }
            };
        }
    }

    static class DeletesOnce extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                public void delete(String name) throws IOException {
                    if (files.remove(checked(name)) == null) {
                        throw new NoSuchFileException(name);
                    }
                }
            };
        }
    }

    static class TakesAnyName extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                String checked(String name) {
                    return name;
                }
            };
        }
    }

    static class ListsAsWritten extends ArchiveStoreContract {
        @Override
        protected ArchiveStore store() {
            return new MemoryStore() {
                @Override
                public List<String> list() {
                    List<String> names = new ArrayList<>(super.list());
                    Collections.reverse(names);
                    return names;
                }
            };
        }
    }
}
