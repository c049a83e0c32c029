package dev.holdfast.core.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The rules on how a module's types are made: sizes, names, state, and what a signature shows. */
final class ShapeRules {
    private static final int MAX_CLASSES = 15;
    private static final int MAX_PARAMETERS = 4;
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Service|Manager|Impl|Helper|Utils?)");
    private static final Pattern INTERNAL = Pattern.compile(".*\\.internal(\\..*)?");

    private ShapeRules() {}

    static List<ArchitectureRule> all() {
        return List.of(
                new ArchitectureRule("state", "no static field is mutable", ShapeRules::mutableStatics),
                new ArchitectureRule(
                        "internal", "a public signature shows no internal type", ShapeRules::internalShown),
                new ArchitectureRule(
                        "annotated",
                        "each package-info bears @NullMarked and @CheckReturnValue",
                        ShapeRules::unannotated),
                new ArchitectureRule(
                        "crowd", "a package has at most " + MAX_CLASSES + " top-level classes", ShapeRules::crowds),
                new ArchitectureRule(
                        "parameters",
                        "a constructor of a public class takes at most " + MAX_PARAMETERS + " parameters",
                        ShapeRules::longConstructors),
                new ArchitectureRule("name", "a name says what the thing is", ShapeRules::emptyNames));
    }

    private static Stream<Violation> mutableStatics(Codebase codebase) {
        return codebase.classes()
                .flatMap(type -> type.getFields().stream()
                        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC)
                                && !field.getModifiers().contains(JavaModifier.FINAL)
                                && !field.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .map(field -> Codebase.violation(type, field.getFullName() + " is static and not final")));
    }

    private static Stream<Violation> internalShown(Codebase codebase) {
        return codebase.classes()
                .filter(ShapeRules::isShown)
                .flatMap(type -> Stream.concat(
                                Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                                        .filter(ShapeRules::involvesInternal)
                                        .map(parent -> type.getName() + " extends " + parent.getName()),
                                type.getMembers().stream()
                                        .filter(ShapeRules::isShown)
                                        .filter(member -> member.getAllInvolvedRawTypes().stream()
                                                .anyMatch(ShapeRules::isInternal))
                                        .map(member -> member.getFullName() + " shows an internal type"))
                        .map(text -> Codebase.violation(type, text)));
    }

    private static Stream<Violation> unannotated(Codebase codebase) {
        return codebase.packages().entrySet().stream()
                .filter(entry -> !isAnnotated(entry.getValue()))
                .map(entry -> new Violation(entry.getKey(), entry.getKey() + " lacks them"));
    }

    private static boolean isAnnotated(Optional<JavaClass> info) {
        return info.filter(
                        type -> type.isAnnotatedWith(NullMarked.class) && type.isAnnotatedWith(CheckReturnValue.class))
                .isPresent();
    }

    private static Stream<Violation> crowds(Codebase codebase) {
        Map<String, Long> sizes = codebase.classes()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        return sizes.entrySet().stream()
                .filter(entry -> entry.getValue() > MAX_CLASSES)
                .map(entry -> new Violation(entry.getKey(), entry.getKey() + " has " + entry.getValue()));
    }

    private static Stream<Violation> longConstructors(Codebase codebase) {
        return codebase.classes()
                .filter(type -> isShown(type) && !type.isRecord() && !type.isEnum())
                .flatMap(type -> type.getConstructors().stream()
                        .filter(constructor ->
                                constructor.getRawParameterTypes().size() > MAX_PARAMETERS)
                        .map(constructor -> Codebase.violation(
                                type,
                                type.getName() + " takes "
                                        + constructor.getRawParameterTypes().size())));
    }

    private static Stream<Violation> emptyNames(Codebase codebase) {
        return codebase.classes()
                .filter(type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())
                .map(type -> Codebase.violation(type, type.getName() + " is named for a role any class could have"));
    }

    /** Whether code outside the module can name the type: it and what encloses it are public, and it is not internal. */
    private static boolean isShown(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !isInternal(type)
                && type.getEnclosingClass().map(ShapeRules::isShown).orElse(true);
    }

    private static boolean isShown(JavaMember member) {
        return (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED))
                && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean involvesInternal(JavaType type) {
        return type.getAllInvolvedRawTypes().stream().anyMatch(ShapeRules::isInternal);
    }

    private static boolean isInternal(JavaClass type) {
        return INTERNAL.matcher(type.getPackageName()).matches();
    }
}
