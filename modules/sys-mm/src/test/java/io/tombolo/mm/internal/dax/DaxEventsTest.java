package io.tombolo.mm.internal.dax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tombolo.core.abi.Errno;
import io.tombolo.core.spi.DaxFile;
import io.tombolo.core.spi.DaxMapper;
import io.tombolo.core.spi.DaxPolicy;
import io.tombolo.core.spi.ErrnoException;
import io.tombolo.host.posix.Host;
import io.tombolo.host.posix.Mman;
import io.tombolo.testkit.Stage2Model;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaxEventsTest {
    private static final long PAGE = Stage2Model.GRANULE;

    @TempDir
    Path directory;

    @Test
    void aRecordingHoldsEveryOperationWithItsErrno() throws IOException {
        Path file = directory.resolve("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("io.tombolo.DaxOperation").withThreshold(Duration.ZERO);
            recording.start();
            useMapper();
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);
        assertEquals(
                List.of("SETUP 0", "SETUP " + Errno.EEXIST.number(), "REMOVE 0", "DRAIN 0"),
                events.stream()
                        .map(event -> event.getString("operation") + " " + event.getInt("errno"))
                        .toList());
        assertEquals(2 * PAGE, events.getFirst().getLong("length"));
        assertEquals(PAGE, events.getFirst().getLong("windowOffset"));
    }

    private static void useMapper() {
        Host machine = Host.system().withPageSize(Stage2Model.GRANULE);
        Stage2Model stage2 = new Stage2Model(machine.calls(), 36);
        DaxMapper mapper = new WindowedDaxMapper(Host.of(stage2.hostCalls()), stage2, 0, 8 * PAGE, DaxPolicy.STRICT);
        int descriptor = machine.mappings().createMemoryFile("recorded", Mman.MFD_CLOEXEC);
        DaxFile file = new DaxFile(descriptor, true, 0);
        mapper.setup(file, PAGE, 2 * PAGE, true);
        assertThrows(ErrnoException.class, () -> mapper.setup(file, PAGE, PAGE, false));
        mapper.remove(PAGE, 2 * PAGE);
        mapper.drain();
        machine.files().close(descriptor);
        stage2.close();
    }
}
