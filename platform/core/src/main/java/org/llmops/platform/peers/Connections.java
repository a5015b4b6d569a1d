package org.llmops.platform.peers;

import io.vertx.core.Vertx;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpcio.client.GrpcIoClient;
import java.util.List;

/** The connections of one event loop to a peer, used in turn; only that event loop touches this. */
final class Connections {
    private final List<GrpcIoClient> clients;
    private int turn;

    private Connections(List<GrpcIoClient> clients) {
        this.clients = clients;
    }

    /**
     * Each client has one connection, made by its first call and made again when it breaks. Over there a connection stays
     * with the event loop that accepted it: two find several loops more often than one does.
     */
    static Connections of(Vertx vertx, GrpcClientOptions options) {
        return new Connections(List.of(GrpcIoClient.client(vertx, options), GrpcIoClient.client(vertx, options)));
    }

    GrpcIoClient next() {
        turn = (turn + 1) % clients.size();
        return clients.get(turn);
    }
}
