import org.jspecify.annotations.NullMarked;

/**
 * Sockets: the host's network as the guest sees it, sockets among the guests, and the tables of addresses and routes that
 * programs ask for. It fills the role {@code net}.
 */
@NullMarked
module io.tombolo.net {
    requires static org.jspecify;
    requires io.tombolo.core;
    requires io.tombolo.host.posix;
    requires dagger;

    exports io.tombolo.net;

    provides io.tombolo.core.spi.SyscallModuleProvider with
            io.tombolo.net.StandardNetworkProvider;
}
