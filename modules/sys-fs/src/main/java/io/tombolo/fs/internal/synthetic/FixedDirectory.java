package io.tombolo.fs.internal.synthetic;

import io.tombolo.core.Task;
import io.tombolo.fs.internal.path.DirectoryNode;
import io.tombolo.fs.internal.path.Node;
import io.tombolo.host.posix.StatMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A directory whose names are listed when it is made; what is behind them is made when it is looked up. */
public class FixedDirectory extends SyntheticDirectory {
    private final Map<String, Child> children = new LinkedHashMap<>();
    private @Nullable Runnable filler;

    private record Child(int type, Function<String, Node> maker) {}

    /** An empty directory, to be filled before anybody sees it. */
    public FixedDirectory(SyntheticFileSystem system, String path, @Nullable Supplier<DirectoryNode> above) {
        super(system, path, above);
    }

    /** Leaves the filling to the first look: most programs never see the directory. */
    public final FixedDirectory fillWhenUsed(Runnable action) {
        filler = action;
        return this;
    }

    private synchronized Map<String, Child> children() {
        Runnable action = filler;
        if (action != null) {
            filler = null;
            action.run();
        }
        return children;
    }

    /** Adds a file by the text that it has when it is read. */
    public final FixedDirectory text(String name, Function<Task, String> content) {
        return bytes(name, task -> content.apply(task).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Adds a file whose text is that of the moment at which it is opened. */
    public final FixedDirectory textAtOpen(String name, Function<Task, String> content) {
        SyntheticText.Content bytes = task -> content.apply(task).getBytes(StandardCharsets.ISO_8859_1);
        return add(name, StatMode.S_IFREG, path -> new SyntheticText(system(), path, bytes).fixedAtOpen());
    }

    /** Adds a file by its bytes. */
    public final FixedDirectory bytes(String name, SyntheticText.Content content) {
        return add(name, StatMode.S_IFREG, path -> new SyntheticText(system(), path, content));
    }

    /** Adds a file that can be written. */
    public final FixedDirectory writable(String name, Function<Task, String> content, SyntheticText.Sink sink) {
        SyntheticText.Content bytes = task -> content.apply(task).getBytes(StandardCharsets.ISO_8859_1);
        return add(name, StatMode.S_IFREG, path -> new SyntheticText(system(), path, bytes, sink));
    }

    /** Adds a link. */
    public final FixedDirectory link(String name, Function<Task, String> target) {
        return add(name, StatMode.S_IFLNK, path -> new SyntheticLink(system(), path, target));
    }

    /** Adds a magic link. */
    public final FixedDirectory magic(String name, Function<Task, String> target, Function<Task, Node> destination) {
        return add(name, StatMode.S_IFLNK, path -> new SyntheticLink(system(), path, target, destination));
    }

    /** Adds a directory of this kind. */
    public final FixedDirectory directory(String name, Consumer<FixedDirectory> fill) {
        return add(name, StatMode.S_IFDIR, path -> {
            FixedDirectory made = new FixedDirectory(system(), path, this::again);
            fill.accept(made);
            return made;
        });
    }

    /** Adds anything else. */
    public final FixedDirectory add(String name, int type, Function<String, Node> maker) {
        children.put(name, new Child(type, maker));
        return this;
    }

    /** This directory for a child that needs its parent. */
    public final DirectoryNode again() {
        retain();
        return this;
    }

    @Override
    protected @Nullable Node child(Task task, String name) {
        Child child = children().get(name);
        return child == null ? null : child.maker().apply(childPath(name));
    }

    @Override
    protected List<Entry> entries(Task task) {
        List<Entry> entries = new ArrayList<>();
        children().forEach((name, child) -> entries.add(new Entry(name, child.type())));
        return entries;
    }
}
