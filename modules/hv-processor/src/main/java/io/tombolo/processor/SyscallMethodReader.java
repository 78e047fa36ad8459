package io.tombolo.processor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Turns an annotated method into a {@link SyscallMethod}, or says in a sentence what is wrong with it. */
final class SyscallMethodReader {
    private static final String TASK = "io.tombolo.core.Task";
    private static final int MOST_ARGUMENTS = 6;
    private static final int NO_LENGTH = -1;
    private static final String LONG_DEFAULT = "HEX";

    /** Kinds that are pointers take a {@code long}; the others may be either. Keep equal to {@code ArgumentKind.isPointer}. */
    static final Set<String> POINTER_KINDS = Set.of(
            "PATH",
            "STRING",
            "BUFFER_IN",
            "BUFFER_OUT",
            "STRING_ARRAY",
            "IOVEC_IN",
            "IOVEC_OUT",
            "INT_POINTER",
            "LONG_POINTER",
            "FD_PAIR",
            "TIMESPEC",
            "TIMESPEC_OUT",
            "TIMEVAL",
            "SIGSET",
            "STAT",
            "POLL_FDS",
            "EPOLL_EVENT",
            "RLIMIT",
            "SOCKET_ADDRESS",
            "POINTER");

    private final Elements elements;
    private final Types types;
    private final SyscallNames known;

    SyscallMethodReader(ProcessingEnvironment environment, SyscallNames known) {
        this.elements = environment.getElementUtils();
        this.types = environment.getTypeUtils();
        this.known = known;
    }

    SyscallMethod read(ExecutableElement method) throws InvalidSyscallException {
        AnnotationValues annotation = AnnotationValues.of(elements, method, SyscallProcessor.SYSCALL)
                .orElseThrow(() -> new InvalidSyscallException(method, "The method has no @Syscall."));
        checkModifiers(method);
        checkExceptions(method);
        List<String> names = annotation.strings("value");
        checkNames(method, names);
        return new SyscallMethod(
                method.getSimpleName().toString(),
                names,
                readParameters(method),
                returnsNothing(method),
                annotation.constant("result"),
                annotation.string("notes"),
                annotation.string("limits"));
    }

    private static void checkModifiers(ExecutableElement method) throws InvalidSyscallException {
        Set<Modifier> modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.STATIC)
                || modifiers.contains(Modifier.PRIVATE)
                || modifiers.contains(Modifier.ABSTRACT)) {
            throw new InvalidSyscallException(
                    method, "A @Syscall method must be an instance method that is not private and not abstract.");
        }
    }

    private void checkExceptions(ExecutableElement method) throws InvalidSyscallException {
        TypeMirror runtime = type("java.lang.RuntimeException");
        TypeMirror error = type("java.lang.Error");
        for (TypeMirror thrown : method.getThrownTypes()) {
            if (!types.isSubtype(thrown, runtime) && !types.isSubtype(thrown, error)) {
                throw new InvalidSyscallException(
                        method,
                        "A @Syscall method must not declare the checked exception " + thrown
                                + "; answer an errno or throw ErrnoException.");
            }
        }
    }

    private TypeMirror type(String name) {
        return elements.getTypeElement(name).asType();
    }

    private void checkNames(ExecutableElement method, List<String> names) throws InvalidSyscallException {
        if (names.isEmpty()) {
            throw new InvalidSyscallException(method, "@Syscall must name at least one system call.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidSyscallException(
                        method,
                        "Linux has no system call \"" + name
                                + "\" on AArch64 or x86-64; names are those of asm/unistd.h without __NR_.");
            }
            if (!seen.add(name)) {
                throw new InvalidSyscallException(method, "@Syscall names \"" + name + "\" twice.");
            }
        }
    }

    private static boolean returnsNothing(ExecutableElement method) throws InvalidSyscallException {
        TypeKind kind = method.getReturnType().getKind();
        if (kind != TypeKind.LONG && kind != TypeKind.INT && kind != TypeKind.VOID) {
            throw new InvalidSyscallException(
                    method, "A @Syscall method must return long, int or void, not " + method.getReturnType() + ".");
        }
        return kind == TypeKind.VOID;
    }

    private List<SyscallMethod.Parameter> readParameters(ExecutableElement method) throws InvalidSyscallException {
        List<? extends VariableElement> all = method.getParameters();
        if (all.isEmpty() || !all.getFirst().asType().toString().equals(TASK)) {
            throw new InvalidSyscallException(
                    method, "The first parameter of a @Syscall method must be a " + TASK + ".");
        }
        List<? extends VariableElement> guest = all.subList(1, all.size());
        if (guest.size() > MOST_ARGUMENTS) {
            throw new InvalidSyscallException(
                    method, "A system call has at most six arguments, not " + guest.size() + ".");
        }
        List<SyscallMethod.Parameter> parameters = new ArrayList<>();
        for (VariableElement parameter : guest) {
            parameters.add(readParameter(parameter, guest));
        }
        return sized(parameters);
    }

    /** A length of something is a size, unless its own annotation says otherwise. */
    private static List<SyscallMethod.Parameter> sized(List<SyscallMethod.Parameter> parameters) {
        List<SyscallMethod.Parameter> sized = new ArrayList<>(parameters);
        for (SyscallMethod.Parameter parameter : parameters) {
            if (parameter.lengthIndex() != NO_LENGTH) {
                SyscallMethod.Parameter length = parameters.get(parameter.lengthIndex());
                if (length.kind().equals(LONG_DEFAULT)) {
                    sized.set(
                            parameter.lengthIndex(),
                            new SyscallMethod.Parameter(length.name(), length.narrow(), "SIZE", length.lengthIndex()));
                }
            }
        }
        return List.copyOf(sized);
    }

    private SyscallMethod.Parameter readParameter(VariableElement parameter, List<? extends VariableElement> guest)
            throws InvalidSyscallException {
        TypeKind type = parameter.asType().getKind();
        if (type != TypeKind.INT && type != TypeKind.LONG) {
            throw new InvalidSyscallException(
                    parameter,
                    "An argument of a system call must be int or long, not " + parameter.asType() + " as \""
                            + parameter.getSimpleName() + "\" is.");
        }
        boolean narrow = type == TypeKind.INT;
        Optional<AnnotationValues> annotation = AnnotationValues.of(elements, parameter, SyscallProcessor.ARG);
        String kind = annotation.map(values -> values.constant("value")).orElse(narrow ? "INT" : LONG_DEFAULT);
        if (narrow && POINTER_KINDS.contains(kind)) {
            throw new InvalidSyscallException(
                    parameter, "The pointer \"" + parameter.getSimpleName() + "\" (" + kind + ") must be a long.");
        }
        String length = annotation.map(values -> values.string("length")).orElse("");
        return new SyscallMethod.Parameter(
                parameter.getSimpleName().toString(), narrow, kind, lengthIndex(parameter, length, guest));
    }

    private static int lengthIndex(VariableElement parameter, String length, List<? extends VariableElement> guest)
            throws InvalidSyscallException {
        if (length.isEmpty()) {
            return NO_LENGTH;
        }
        for (int i = 0; i < guest.size(); i++) {
            if (guest.get(i).getSimpleName().contentEquals(length)) {
                return i;
            }
        }
        throw new InvalidSyscallException(
                parameter,
                "The length of \"" + parameter.getSimpleName() + "\" is said to be in \"" + length
                        + "\", which is not a parameter of the method.");
    }
}
