package io.tombolo.cli;

import io.tombolo.core.KernelOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Parses the options up to the program, whose own arguments follow it unread. */
final class RunOptionParser {
    private final String[] words;
    private final RunOptions options = new RunOptions();
    private int next;

    private RunOptionParser(String[] words, int from) {
        this.words = words;
        this.next = from;
    }

    /**
     * Parses a command line.
     *
     * @param words the words of the command line
     * @param from the index of the first word after the command
     * @throws UsageException if it makes no sense
     */
    static RunOptions parse(String[] words, int from) {
        RunOptionParser parser = new RunOptionParser(words, from);
        parser.parseAll();
        return parser.options;
    }

    private void parseAll() {
        while (next < words.length) {
            String word = words[next];
            if (word.equals("--")) {
                next++;
                break;
            }
            if (word.isEmpty() || word.charAt(0) != '-') {
                break;
            }
            next++;
            parseOption(word);
        }
        options.command = java.util.Arrays.asList(words).subList(next, words.length);
    }

    private void parseOption(String word) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word : word.substring(0, equals);
        String attached = equals < 0 ? null : word.substring(equals + 1);
        switch (name) {
            case "--clear-env", "--stats", "--debug" -> {
                if (attached != null) {
                    throw new UsageException(name + " takes no value");
                }
                parseSwitch(name);
            }
            case "--trace" -> {
                options.trace = true;
                options.traceFile = attached == null ? null : path(name, attached);
            }
            case "--rootfs", "--bind", "--env", "--workdir", "--user", "--engine", "--net", "--use", "--modules" ->
                parseValue(name, attached != null ? attached : nextWord(name));
            default -> throw new UsageException("unknown option " + word + "; see 'tombolo help run'");
        }
    }

    private void parseSwitch(String name) {
        switch (name) {
            case "--clear-env" -> options.clearEnvironment = true;
            case "--stats" -> options.statistics = true;
            default -> options.debug = true;
        }
    }

    private void parseValue(String name, String value) {
        switch (name) {
            case "--rootfs" -> options.rootfs = directory(name, value);
            case "--bind" -> options.binds.add(bind(value));
            case "--env" -> options.environment.add(environmentEntry(value));
            case "--workdir" -> options.workingDirectory = absoluteGuestPath(name, value);
            case "--user" -> parseUser(value);
            case "--engine" -> options.engine = value;
            case "--net" -> options.network = network(value);
            case "--use" -> parseUse(value);
            default -> options.moduleDirectories.add(directory(name, value));
        }
    }

    private String nextWord(String name) {
        if (next == words.length) {
            throw new UsageException(name + " needs a value; see 'tombolo help run'");
        }
        return words[next++];
    }

    private static Path path(String name, String value) {
        try {
            if (!value.isEmpty()) {
                return Path.of(value).toAbsolutePath();
            }
        } catch (InvalidPathException invalid) {
            // Told below, with the empty one.
        }
        throw new UsageException(name + ": '" + value + "' is not a path");
    }

    private static Path directory(String name, String value) {
        Path path = path(name, value);
        if (!Files.isDirectory(path)) {
            throw new UsageException(
                    name + " " + value + ": " + (Files.exists(path) ? "not a directory" : "no such directory"));
        }
        return path;
    }

    private static String absoluteGuestPath(String name, String value) {
        if (!value.startsWith("/")) {
            throw new UsageException(name + " " + value + ": a path in the guest begins with '/'");
        }
        return value;
    }

    private static KernelOptions.Bind bind(String value) {
        boolean readOnly = value.endsWith(":ro");
        String paths = readOnly ? value.substring(0, value.length() - 3) : value;
        int colon = paths.lastIndexOf(':');
        if (colon <= 0) {
            throw new UsageException("--bind " + value + ": expected HOST:GUEST or HOST:GUEST:ro");
        }
        Path host = path("--bind", paths.substring(0, colon));
        if (!Files.exists(host)) {
            throw new UsageException("--bind " + value + ": no such file or directory: " + paths.substring(0, colon));
        }
        return new KernelOptions.Bind(host, absoluteGuestPath("--bind", paths.substring(colon + 1)), readOnly);
    }

    private static KernelOptions.Network network(String value) {
        return switch (value) {
            case "host" -> KernelOptions.Network.HOST;
            case "none" -> KernelOptions.Network.NONE;
            default -> throw new UsageException("--net " + value + ": expected none or host");
        };
    }

    private static String environmentEntry(String value) {
        if (value.indexOf('=') <= 0) {
            throw new UsageException("--env " + value + ": expected NAME=VALUE");
        }
        return value;
    }

    private void parseUser(String value) {
        int colon = value.indexOf(':');
        options.user = identifier(value, colon < 0 ? value : value.substring(0, colon));
        options.group = colon < 0 ? options.user : identifier(value, value.substring(colon + 1));
    }

    private static int identifier(String value, String number) {
        try {
            int identifier = Integer.parseInt(number);
            if (identifier >= 0) {
                return identifier;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, with the negative ones.
        }
        throw new UsageException("--user " + value + ": expected UID or UID:GID, both numbers");
    }

    private void parseUse(String value) {
        int equals = value.indexOf('=');
        if (equals <= 0 || equals == value.length() - 1) {
            throw new UsageException("--use " + value + ": expected ROLE=NAME; 'tombolo modules' lists them");
        }
        options.uses.put(value.substring(0, equals), value.substring(equals + 1));
    }
}
