package dev.holdfast.migration.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE =
            new Table("version", "what").row("1", "create user").row("20260115", "a description that is long");

    @Test
    void print_anyWidth_alignsColumns() {
        assertThat(TABLE.print(Style.plain())).isEqualTo("""
                version   what
                1         create user
                20260115  a description that is long
                """);
    }

    @Test
    void print_narrowTerminal_cutsTheWidestColumnAndShowsIt() {
        assertThat(TABLE.print(new Style(30, true, false))).isEqualTo("""
                version   what
                1         create user
                20260115  a description that …
                """);
        assertThat(TABLE.print(new Style(30, false, false))).contains("a description that..\n");
    }

    @Test
    void print_terminalNarrowerThanAnyTable_keepsTheLeastWidth() {
        assertThat(TABLE.print(new Style(5, true, false)).lines()).allMatch(line -> line.length() <= 18);
    }

    @Test
    void print_charactersBeyondTheBasicPlane_areCountedOnce() {
        String text = new Table("a", "b").row("😀😀😀", "x").print(Style.plain());
        assertThat(text).isEqualTo("a    b\n😀😀😀  x\n");
    }

    @Test
    void print_noRow_isEmpty() {
        assertThat(new Table("a").print(Style.plain())).isEmpty();
    }

    @Test
    void row_wrongNumberOfCells_isRefused() {
        assertThatThrownBy(() -> new Table("a", "b").row("1")).hasMessageContaining("2 cells, got 1");
    }

    @Test
    void print_escapeSequenceInACell_doesNotReachTheTerminal() {
        assertThat(new Table("a").row("x\u001b[2Jy\nz\u202e").print(Style.plain()))
                .isEqualTo("a\nx?[2Jy z?\n");
    }
}
