package dev.holdfast.core.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of one module, read from their class files.
 *
 * @param root the module's root package
 * @param imported the classes in it and below
 */
public record Codebase(String root, JavaClasses imported) {
    private static final String PACKAGE_INFO = "package-info";

    /**
     * A module's production classes: test classes, and jars of tests, are left out.
     *
     * @param root the root package
     * @return the classes
     */
    public static Codebase production(String root) {
        ImportOption noTests = location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");
        return new Codebase(
                root, new ClassFileImporter().withImportOption(noTests).importPackages(root));
    }

    Stream<JavaClass> classes() {
        return imported.stream().filter(type -> !type.getSimpleName().equals(PACKAGE_INFO));
    }

    /** The packages that hold a class, with their {@code package-info} where there is one. */
    Map<String, Optional<JavaClass>> packages() {
        return classes()
                .map(JavaClass::getPackageName)
                .distinct()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> imported.stream()
                                .filter(type -> type.getName().equals(name + "." + PACKAGE_INFO))
                                .findFirst(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    static String topLevel(JavaClass type) {
        String name = type.getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    static Violation violation(JavaClass type, String text) {
        return new Violation(topLevel(type), text);
    }
}
