package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarReaderTest {

    private static final String LONG_NAME = "folder/" + "n".repeat(200);

    @TempDir
    Path parent;

    @Test
    void unpack_foldersFilesAndLinks_areThere() throws IOException {
        Path root = unpack(new TarBuilder()
                .folder("bin/")
                .program("bin/run", "#!/bin/sh\n")
                .file("lib/deep/data", "x".repeat(1000))
                .symbolicLink("lib/alias", "deep/data")
                .hardLink("lib/twin", "lib/deep/data")
                .file("empty", "")
                .build());

        assertThat(root.resolve("bin/run")).isExecutable().hasContent("#!/bin/sh\n");
        assertThat(root.resolve("lib/deep/data")).hasContent("x".repeat(1000));
        assertThat(Files.isExecutable(root.resolve("empty")) || Files.size(root.resolve("empty")) > 0)
                .isFalse();
        assertThat(Files.readSymbolicLink(root.resolve("lib/alias"))).hasToString("deep/data");
        assertThat(Files.isSameFile(root.resolve("lib/twin"), root.resolve("lib/deep/data")))
                .isTrue();
    }

    @Test
    void unpack_longNames_areReadInAllThreeNotations() throws IOException {
        String record = " path=pax-" + LONG_NAME + "\n";
        int length = record.length() + 3;
        Path root = unpack(new TarBuilder()
                .entry("././@LongLink", 'L', 0644, "", LONG_NAME + "\0")
                .file("cut", "gnu")
                .entry("pax", 'x', 0644, "", length + record)
                .file("cut", "pax")
                .entry("far/away", "near", '0', 0644, "", "ustar")
                .file("plain", "plain")
                .build());

        assertThat(root.resolve(LONG_NAME)).hasContent("gnu");
        assertThat(root.resolve("pax-" + LONG_NAME)).hasContent("pax");
        assertThat(root.resolve("far/away/near")).hasContent("ustar");
        assertThat(root.resolve("plain")).hasContent("plain");
        assertThat(root.resolve("cut")).doesNotExist();
    }

    @Test
    void unpack_nameOrLinkLeadingOut_isRefused() {
        for (TarBuilder evil : new TarBuilder[] {
            new TarBuilder().file("../outside", "x"),
            new TarBuilder().file("/etc/outside", "x"),
            new TarBuilder().symbolicLink("door", "../.."),
            new TarBuilder().symbolicLink("a/door", "/etc"),
            new TarBuilder().hardLink("twin", "../outside"),
        }) {
            assertThatThrownBy(() -> unpack(evil.build()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("leads out of");
        }
    }

    @Test
    void unpack_deviceOrCutArchive_isRefused() {
        byte[] device = new TarBuilder().entry("null", '3', 0666, "", "").build();
        byte[] whole = new TarBuilder().file("data", "x".repeat(2000)).build();

        assertThatThrownBy(() -> unpack(device)).hasMessageContaining("unsupported type '3'");
        assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, 1024))).isInstanceOf(EOFException.class);
    }

    private Path unpack(byte[] tar) throws IOException {
        Path root = Files.createTempDirectory(parent, "root");
        TarReader.unpack(new ByteArrayInputStream(tar), root);
        return root;
    }
}
