package io.tombolo.soft.internal.differential;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What the reference did: a compressed file of blocks, each a name, then cases with their outcomes. */
final class Recording {
    /** The resource with the outcomes of cases. */
    static final String RESULTS = "results.gz";
    /** The resource with words of the whole encoding space and whether the reference knows them. */
    static final String ALLOCATION = "allocation.gz";

    /**
     * A case and what it did.
     *
     * @param test the case
     * @param outcome what it did on the reference
     */
    record Entry(TestCase test, Outcome outcome) {}

    private Recording() {}

    /** Reads all blocks of the results. */
    static Map<String, List<Entry>> read() throws IOException {
        Map<String, List<Entry>> blocks = new LinkedHashMap<>();
        try (DataInputStream in = open(RESULTS)) {
            for (int left = in.readInt(); left > 0; left--) {
                String name = in.readUTF();
                int count = in.readInt();
                List<Entry> entries = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    int[] words = new int[in.readByte()];
                    for (int j = 0; j < words.length; j++) {
                        words[j] = in.readInt();
                    }
                    TestCase test = new TestCase(words, in.readInt());
                    entries.add(new Entry(test, Outcome.read(in)));
                }
                blocks.put(name, entries);
            }
        }
        return blocks;
    }

    /** Writes all blocks of the results. */
    static void write(OutputStream to, Map<String, List<Entry>> blocks) throws IOException {
        try (DataOutputStream out = compress(to)) {
            out.writeInt(blocks.size());
            for (Map.Entry<String, List<Entry>> block : blocks.entrySet()) {
                out.writeUTF(block.getKey());
                out.writeInt(block.getValue().size());
                for (Entry entry : block.getValue()) {
                    int[] words = entry.test().words();
                    out.writeByte(words.length);
                    for (int word : words) {
                        out.writeInt(word);
                    }
                    out.writeInt(entry.test().seed());
                    entry.outcome().write(out);
                }
            }
        }
    }

    static DataInputStream open(String resource) throws IOException {
        InputStream stream = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource);
        return new DataInputStream(new BufferedInputStream(new GZIPInputStream(stream)));
    }

    static DataOutputStream compress(OutputStream to) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(to, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        });
    }
}
