package dev.holdfast.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.core.Namespace;
import dev.holdfast.migration.MigrationStatus.State;
import dev.holdfast.migration.undo.RemovalResult;
import dev.holdfast.migration.undo.UndoResult;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import dev.holdfast.testkit.postgres.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose files come with its classes, as the context class loader finds them: in a directory or in a jar. */
class ClassPathLocationTest {
    private static final String HOST = MigrationSet.HOST;

    @TempDir
    private Path folder;

    private TestDatabase database;
    private ClassLoader before;

    @BeforeEach
    void create() {
        database = EmbeddedPostgres.shared().createDatabase();
        before = Thread.currentThread().getContextClassLoader();
    }

    @AfterEach
    void drop() {
        Thread.currentThread().setContextClassLoader(before);
        database.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory with space", "host.jar"})
    void migrate_filesOnTheClassPath_areAppliedTakenBackAndAppliedAgain(String root) throws Exception {
        try (URLClassLoader loader = loaderOf(root(root))) {
            Thread.currentThread().setContextClassLoader(loader);
            Migrations migrations = migrations("classpath:shop/up", "classpath:/shop/undo/");
            assertThat(migrations.migrate().versions(HOST)).containsExactly("1", "2");
            assertThat(migrations.verify().passed()).isTrue();
            assertThat(database.queryStrings("SELECT script FROM flyway_schema_history ORDER BY installed_rank"))
                    .containsExactly("V1__create_shop.sql", "sub/V2__add_name.sql");

            assertThat(migrations.withUndoTerms(Samples.LOOSE).undo(HOST, "2")).isInstanceOf(UndoResult.Undone.class);
            assertThat(migrations.status().of(HOST).in(State.PENDING)).containsExactly("2");
            assertThat(migrations.migrate().versions(HOST)).containsExactly("2");
            assertThat(database.queryStrings("SELECT name FROM shop")).containsExactly("Käthe");
            assertThat(migrations.withUndoTerms(Samples.LOOSE).remove(HOST))
                    .isEqualTo(new RemovalResult.Removed(List.of("2", "1"), false));
        }
    }

    /** A jar beside the directory that holds files of the same folder: both belong to the location. */
    @Test
    void migrate_folderInDirectoryAndJar_takesBoth() throws Exception {
        Path extra = folder.resolve("extra");
        Samples.write(extra, "shop/up/V3__more.sql", "CREATE TABLE more ();");
        Samples.write(extra, "shop/undo/U3__more.sql", "DROP TABLE more;");
        try (URLClassLoader loader = loaderOf(root("classes"), jar(extra, "extra.jar"))) {
            Thread.currentThread().setContextClassLoader(loader);
            Migrations migrations = migrations("classpath:shop/up", "classpath:shop/undo");
            assertThat(migrations.migrate().versions(HOST)).containsExactly("1", "2", "3");
            assertThat(migrations.withUndoTerms(Samples.LOOSE).remove(HOST))
                    .isEqualTo(new RemovalResult.Removed(List.of("3", "2", "1"), false));
        }
    }

    /** The folder "shop" is not the folder "shopping". */
    @Test
    void migrate_folderWhoseNameBeginsAlike_isLeftOut() throws Exception {
        Path files = folder.resolve("alike");
        Samples.write(files, "shop/V1__one.sql", "CREATE TABLE one ();");
        Samples.write(files, "shopping/V2__two.sql", "CREATE TABLE two ();");
        try (URLClassLoader loader = loaderOf(jar(files, "alike.jar"))) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(migrations("classpath:shop", "classpath:shop").migrate().versions(HOST))
                    .containsExactly("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classes", "host.jar"})
    void migrate_folderAbsent_isRefusedAndNothingChanged(String root) throws Exception {
        try (URLClassLoader loader = loaderOf(root(root))) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThatThrownBy(() -> migrations("classpath:shop/nowhere", "classpath:shop/undo")
                            .migrate())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("location must exist, got 'classpath:shop/nowhere'");
        }
        assertThat(database.queryLong("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isZero();
    }

    private Migrations migrations(String location, String undoLocation) {
        HostMigrations host =
                HostMigrations.in("public").withLocations(location).withUndoLocations(undoLocation);
        return Samples.over(database, MigrationSet.in(Namespace.defaults()).withHost(host));
    }

    private Path root(String name) throws IOException {
        Path files = folder.resolve(name.endsWith(".jar") ? "packed" : name);
        Samples.write(files, "shop/up/V1__create_shop.sql", "CREATE TABLE shop (id int);");
        Samples.write(
                files,
                "shop/up/sub/V2__add_name.sql",
                "ALTER TABLE shop ADD name text; INSERT INTO shop VALUES (1, 'Käthe');");
        Samples.write(files, "shop/undo/U1__create_shop.sql", "DROP TABLE shop;");
        Samples.write(files, "shop/undo/U2__add_name.sql", "DELETE FROM shop; ALTER TABLE shop DROP name;");
        return name.endsWith(".jar") ? jar(files, name) : files;
    }

    /** Packs a folder as build tools do: with an entry for each directory. */
    private Path jar(Path files, String name) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> paths = Files.walk(files)) {
            for (Path path :
                    (Iterable<Path>) paths.filter(one -> !one.equals(files)).sorted()::iterator) {
                String entry = files.relativize(path).toString().replace('\\', '/');
                boolean directory = Files.isDirectory(path);
                out.putNextEntry(new JarEntry(directory ? entry + "/" : entry));
                out.write(directory ? new byte[0] : Files.readString(path).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private static URLClassLoader loaderOf(Path... roots) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path root : roots) {
            urls.add(root.toUri().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassPathLocationTest.class.getClassLoader());
    }
}
