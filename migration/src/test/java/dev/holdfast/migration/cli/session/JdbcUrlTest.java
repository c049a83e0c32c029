package dev.holdfast.migration.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "jdbc:postgresql://db.example/shop; db.example; 5432; shop",
                "jdbc:postgresql://db.example:6432/shop?ssl=true; db.example; 6432; shop",
                "jdbc:postgresql://a.example:1,b.example:2/shop; a.example; 1; shop",
                "jdbc:postgresql://[::1]:5433/shop; [::1]; 5433; shop",
                "jdbc:postgresql:shop; localhost; 5432; shop",
                "jdbc:postgresql:///shop; localhost; 5432; shop",
                "jdbc:postgresql://db.example/s%20p; db.example; 5432; s p",
                "jdbc:postgresql://db.example/; db.example; 5432; ''",
            })
    void parse_formsOfTheDriver_areRead(String text, String host, int port, String database) {
        assertThat(JdbcUrl.parse(text, "url")).isEqualTo(new JdbcUrl(text, host, port, database));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://anna:hunter2@db.example/shop",
                "jdbc:postgresql://db.example/shop?user=anna&password=hunter2",
                "jdbc:postgresql://db.example/shop?PASSWORD=hunter2",
                "jdbc:postgresql://db.example/shop?pass%77ord=hunter2",
                "jdbc:postgresql://db.example/shop?sslpassword=hunter2",
                "postgresql://anna:hunter2@db.example/shop",
                "jdbc:mysql://db.example/hunter2",
                "hunter2",
                "jdbc:postgresql://db.example/shop%zzhunter2"
            })
    void parse_secretOrAnotherForm_isRefusedWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> JdbcUrl.parse(text, "HOLDFAST_URL")).hasMessageNotContaining("hunter2");
    }

    @Test
    void toString_addressWithParameters_showsThePlaceOnly() {
        assertThat(JdbcUrl.parse("jdbc:postgresql://db.example/shop?sslkey=/k", "url"))
                .hasToString("JdbcUrl[database shop at db.example:5432]");
    }
}
