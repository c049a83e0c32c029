package dev.holdfast.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.holdfast.testkit.postgres.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses TESTKIT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.holdfast.testkit");

    @Test
    void fields_static_areFinalExceptTheSharedServer() {
        fields().that()
                .areStatic()
                .and()
                .areNotDeclaredIn(EmbeddedPostgres.class.getName() + "$Shared")
                .should()
                .beFinal()
                .check(TESTKIT);
    }

    @Test
    void threads_areStartedOnlyByWhatOwnsAProcessOrARace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ServerProcess")
                .and()
                .doNotHaveSimpleName("ForkedJvm")
                .and()
                .doNotHaveSimpleName("RaceTrack")
                .and()
                .doNotHaveSimpleName("EmbeddedPostgres")
                .should()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .check(TESTKIT);
    }

    @Test
    void threads_neverSleep() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(TESTKIT);
    }

    @Test
    void packages_haveNoCycle() {
        slices().matching("dev.holdfast.testkit.(*)").should().beFreeOfCycles().check(TESTKIT);
    }

    @Test
    void dependencies_areNoOtherModule() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.holdfast.testkit..",
                        "java..",
                        "javax.sql..",
                        "org.postgresql..",
                        "org.tukaani.xz..",
                        "org.jspecify..",
                        "com.google.errorprone.annotations..")
                .check(TESTKIT);
    }
}
