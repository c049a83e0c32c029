package dev.holdfast.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void equals_content_decides() {
        Secret secret = Secret.ofText("hunter2");
        assertThat(secret).isEqualTo(Secret.of(new byte[] {'h', 'u', 'n', 't', 'e', 'r', '2'}));
        assertThat(secret).hasSameHashCodeAs(Secret.ofText("hunter2"));
        assertThat(secret).isNotEqualTo(Secret.ofText("hunter3"));
        assertThat(secret).isNotEqualTo(Secret.ofText("hunter22"));
        assertThat(secret).isNotEqualTo(null);
        assertThat(secret.equals((Object) "hunter2")).isFalse();
    }

    @Test
    void hashCode_tells_nothing() {
        assertThat(Secret.ofText("one")).hasSameHashCodeAs(Secret.ofText("two"));
    }

    @Test
    void bytes_areCopied() {
        byte[] given = {1, 2};
        Secret secret = Secret.of(given);
        given[0] = 9;
        secret.exposeBytes()[1] = 9;
        assertThat(secret.exposeBytes()).containsExactly(1, 2);
        assertThat(secret.length()).isEqualTo(2);
    }

    @Test
    void text_isUtf8() {
        assertThat(Secret.ofText("pässwörd").length()).isEqualTo(10);
        assertThat(Secret.ofText("pässwörd").exposeText()).isEqualTo("pässwörd");
    }

    @Test
    void empty_isRefused() {
        assertThatThrownBy(() -> Secret.of(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secret.ofText("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secret.random(new SecureRandom(), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Secret.random(new SecureRandom(), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void random_twice_differs() {
        SecureRandom random = new SecureRandom();
        assertThat(Secret.random(random, 32)).isNotEqualTo(Secret.random(random, 32));
    }

    @Test
    void secret_printsNothingAndIsNotSerialisable() {
        assertThat(Secret.ofText("hunter2")).hasToString("Secret[redacted]").isNotInstanceOf(Serializable.class);
    }
}
