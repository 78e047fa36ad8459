package io.tombolo.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment and the arguments of this process as the host handed them over, one character a byte. Java decodes them by
 * the locale, which loses bytes; the guest must get every one.
 */
final class ProcessWords {
    private static final Path ENVIRONMENT = Path.of("/proc/self/environ");
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    private ProcessWords() {}

    /** The host's environment as {@code NAME=value}. */
    static List<String> environment() {
        try {
            return split(Files.readAllBytes(ENVIRONMENT));
        } catch (IOException notLinux) {
            List<String> words = new ArrayList<>();
            for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
                words.add(bytes(entry.getKey() + "=" + entry.getValue()));
            }
            return words;
        }
    }

    /**
     * The last arguments of this process, byte for byte.
     *
     * @param decoded the same arguments as Java gave them
     */
    static List<String> lastArguments(List<String> decoded) {
        if (allAscii(decoded)) {
            return decoded;
        }
        try {
            List<String> all = split(Files.readAllBytes(COMMAND_LINE));
            if (all.size() >= decoded.size()) {
                return all.subList(all.size() - decoded.size(), all.size());
            }
        } catch (IOException notLinux) {
            // The decoded ones are the best there is.
        }
        List<String> words = new ArrayList<>();
        for (String word : decoded) {
            words.add(bytes(word));
        }
        return words;
    }

    private static boolean allAscii(List<String> words) {
        for (String word : words) {
            for (int i = 0; i < word.length(); i++) {
                if (word.charAt(i) > 0x7F) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A word that Java decoded, encoded again. */
    static String bytes(String decoded) {
        Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
        return new String(decoded.getBytes(charset), StandardCharsets.ISO_8859_1);
    }

    private static List<String> split(byte[] content) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                words.add(new String(content, start, i - start, StandardCharsets.ISO_8859_1));
                start = i + 1;
            }
        }
        return words;
    }
}
