package dev.holdfast.migration.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
    private static final JdbcUrl URL = JdbcUrl.parse("jdbc:postgresql://db.example:5433/shop", "url");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "db.example:5433:shop:anna:pw; pw",
                "*:*:*:*:pw; pw",
                "db.example:5433:shop:anna:p\\:w\\\\; p:w\\",
                "db.example:5433:shop:anna:p:w; p:w",
                "db.example:5433:other:anna:pw; ",
                "other:5433:shop:anna:pw; ",
                "db.example:5432:shop:anna:pw; ",
                "db.example:5433:shop:bert:pw; ",
                "#db.example:5433:shop:anna:pw; ",
                "db.example:5433:shop:anna; ",
                "db\\.example:5433:shop:anna:pw; pw",
            })
    void find_line_fitsByAllFourFields(String line, String expected) throws IOException {
        assertThat(file("rw-------", line).find(URL, "anna")).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void find_severalLines_takesTheFirstThatFits() throws IOException {
        String lines = "x:*:*:*:no\ndb.example:*:*:anna:first\n*:*:*:*:second\n";
        assertThat(file("r--------", lines).find(URL, "anna")).contains("first");
    }

    @Test
    void find_addressWithoutDatabase_looksForTheRolesName() throws IOException {
        JdbcUrl bare = JdbcUrl.parse("jdbc:postgresql://db.example:5433/", "url");
        assertThat(file("rw-------", "*:*:anna:anna:pw").find(bare, "anna")).contains("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw---x---"})
    void find_fileThatOthersMayRead_isRefused(String permissions) throws IOException {
        PasswordFile file = file(permissions, "*:*:*:*:hunter2");
        assertThatThrownBy(() -> file.find(URL, "anna"))
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void find_missingFolderOrOtherBytes_isRefused() throws IOException {
        assertThatThrownBy(() -> new PasswordFile(folder).find(URL, "anna")).hasMessageContaining("must be a file");
        assertThatThrownBy(() -> new PasswordFile(folder.resolve("none")).find(URL, "anna"))
                .hasMessageContaining("must be a file");
        Path bytes = folder.resolve("bytes");
        Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.setPosixFilePermissions(bytes, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> new PasswordFile(bytes).find(URL, "anna")).hasMessageContaining("UTF-8");
    }

    private PasswordFile file(String permissions, String text) throws IOException {
        Path path = folder.resolve("pass");
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return new PasswordFile(path);
    }
}
