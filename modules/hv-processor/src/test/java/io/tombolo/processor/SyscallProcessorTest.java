package io.tombolo.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyscallProcessorTest {
    private static final String FILES = """
            public class Files {
                @Syscall(value = "read", notes = "a\\tnote", limits = "none")
                long read(Task task, @Arg(ArgumentKind.FD) int fd, @Arg(ArgumentKind.HEX) long buffer, long count) {
                    return fd * 1000000 + buffer * 1000 + count;
                }
                @Syscall("write")
                int write(Task task, int fd, @Arg(value = ArgumentKind.BUFFER_IN, length = "count") long buffer,
                        long count) { return -9; }
                @Syscall({"getuid", "geteuid"}) long identity(Task task) { return 42; }
                @Syscall("sync") void sync(Task task) {}
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void theTableCallsTheMethodOfEachName() throws Exception {
        Table table = new Table(compile(FILES));

        assertEquals(List.of("read", "write", "getuid", "geteuid", "sync"), table.names());
        assertEquals(3_005_007, table.invoke(0, 3, 5, 7), "arguments in order");
        assertEquals(
                -1_000_000 + 7, table.invoke(0, 0x1_FFFF_FFFFL, 0, 7), "an int takes the low half of the register");
        assertEquals(-9, table.invoke(1, 0, 0, 0), "an int result keeps its sign");
        assertEquals(42, table.invoke(2, 0, 0, 0));
        assertEquals(42, table.invoke(3, 0, 0, 0), "the second name of a method");
        assertEquals(0, table.invoke(4, 0, 0, 0), "void counts as 0");
    }

    @Test
    void theDescriptorTellsParametersAndTheirMeaning() throws Exception {
        Table table = new Table(compile(FILES));

        assertEquals(
                "SyscallDescriptor[name=read, parameters=[SyscallParameter[name=fd, kind=FD, lengthIndex=-1],"
                        + " SyscallParameter[name=buffer, kind=HEX, lengthIndex=-1],"
                        + " SyscallParameter[name=count, kind=HEX, lengthIndex=-1]], result=LONG, notes=a\tnote, limits=none]",
                table.descriptor(0));
        assertTrue(
                table.descriptor(1).contains("SyscallParameter[name=buffer, kind=BUFFER_IN, lengthIndex=2]"),
                table.descriptor(1));
        assertTrue(
                table.descriptor(1).contains("SyscallParameter[name=count, kind=SIZE, lengthIndex=-1]"),
                "the length of something is a size");
    }

    @Test
    void theListingHasOneLineForEachName() throws Exception {
        Compilation compilation = compile(FILES);

        assertEquals("""
                read\ta note\tnone\tFiles.read
                write\t\t\tFiles.write
                getuid\t\t\tFiles.identity
                geteuid\t\t\tFiles.identity
                sync\t\t\tFiles.sync
                """, compilation.resource("META-INF/tombolo/p.Files.syscalls"));
    }

    @Test
    void unknownNameIsRefused() throws Exception {
        refuses(
                "@Syscall(\"reed\") long read(Task task) { return 0; }",
                "Linux has no system call \"reed\" on AArch64 or x86-64; names are those of asm/unistd.h without __NR_.");
    }

    @Test
    void duplicateNameInAModuleIsRefused() throws Exception {
        Compilation compilation = Compilation.of(
                directory,
                Map.of(
                        "A", "class A { @Syscall(\"read\") long one(Task task) { return 0; } }",
                        "B", "class B { @Syscall(\"read\") long two(Task task) { return 0; } }"));

        assertEquals(1, compilation.errors().size(), () -> "errors: " + compilation.errors());
        assertTrue(
                compilation.errors().getFirst().startsWith("The system call \"read\" is implemented already by p."),
                compilation.errors().getFirst());
    }

    @Test
    void wrongParametersAreRefused() throws Exception {
        refuses(
                "@Syscall(\"read\") long read(long fd) { return 0; }",
                "The first parameter of a @Syscall method must be a io.tombolo.core.Task.");
        refuses(
                "@Syscall(\"read\") long read(Task task, String path) { return 0; }",
                "An argument of a system call must be int or long, not java.lang.String as \"path\" is.");
        refuses(
                "@Syscall(\"read\") long read(Task t, int a, int b, int c, int d, int e, int f, int g) { return 0; }",
                "A system call has at most six arguments, not 7.");
        refuses(
                "@Syscall(\"read\") long read(Task t, @Arg(ArgumentKind.PATH) int path) { return 0; }",
                "The pointer \"path\" (PATH) must be a long.");
        refuses(
                "@Syscall(\"read\") long read(Task t, @Arg(value = ArgumentKind.BUFFER_IN, length = \"size\") long b) { return 0; }",
                "The length of \"b\" is said to be in \"size\", which is not a parameter of the method.");
    }

    @Test
    void wrongMethodsAreRefused() throws Exception {
        refuses(
                "@Syscall(\"read\") static long read(Task task) { return 0; }",
                "A @Syscall method must be an instance method that is not private and not abstract.");
        refuses(
                "@Syscall(\"read\") String read(Task task) { return null; }",
                "A @Syscall method must return long, int or void, not java.lang.String.");
        refuses(
                "@Syscall(\"read\") long read(Task task) throws java.io.IOException { return 0; }",
                "A @Syscall method must not declare the checked exception java.io.IOException; answer an errno or throw"
                        + " ErrnoException.");
        refuses("@Syscall({}) long read(Task task) { return 0; }", "@Syscall must name at least one system call.");
    }

    private void refuses(String method, String sentence) throws Exception {
        Compilation compilation = Compilation.of(directory, Map.of("Files", "class Files { " + method + " }"));
        assertEquals(List.of(sentence), compilation.errors(), method);
    }

    private Compilation compile(String source) throws Exception {
        Compilation compilation = Compilation.of(directory, Map.of("Files", source));
        assertEquals(List.of(), compilation.errors(), "the source is valid");
        return compilation;
    }

    /** The compiled table, called by reflection because its types exist in the compilation only. */
    private static final class Table {
        private final Object table;
        private final Object task;

        Table(Compilation compilation) throws Exception {
            ClassLoader loader = compilation.load();
            Class<?> files = loader.loadClass("p.Files");
            table = loader.loadClass("p.FilesTable")
                    .getConstructor(files)
                    .newInstance(files.getConstructor().newInstance());
            task = loader.loadClass("io.tombolo.core.Task").getConstructor().newInstance();
        }

        List<String> names() throws Exception {
            int size = (int) table.getClass().getMethod("size").invoke(table);
            Method name = table.getClass().getMethod("name", int.class);
            String[] names = new String[size];
            for (int i = 0; i < size; i++) {
                names[i] = (String) name.invoke(table, i);
            }
            return List.of(names);
        }

        long invoke(int index, long a0, long a1, long a2) throws Exception {
            for (Method method : table.getClass().getMethods()) {
                if (method.getName().equals("invoke")) {
                    return (long) method.invoke(table, index, task, a0, a1, a2, 0L, 0L, 0L);
                }
            }
            throw new AssertionError("the table has no method invoke");
        }

        String descriptor(int index) throws Exception {
            return table.getClass()
                    .getMethod("descriptor", int.class)
                    .invoke(table, index)
                    .toString();
        }
    }
}
