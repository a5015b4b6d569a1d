package org.llmops.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Opens many streams at a steady pace, whether or not earlier ones have ended, and watches each to its end. */
final class Streams {
    private static final long PACE_NANOS = 2_000_000;
    private static final String END = "[DONE]";

    private Streams() {}

    /**
     * What came of the streams.
     *
     * @param clean complete, with the end that the format demands
     */
    record Outcome(int streams, int clean, double firstP50Ms, double firstP99Ms) {
        static Outcome none(int streams) {
            return new Outcome(streams, 0, Double.NaN, Double.NaN);
        }
    }

    static Outcome run(Contender contender, int streams) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(contender.url()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(contender.body(true)));
        contender.headers().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("Content-Type")) {
                request.header(name, value);
            }
        });
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<Watched> all = java.util.stream.IntStream.range(0, streams)
                    .mapToObj(position -> open(client, request.build(), position))
                    .toList();
            all.forEach(stream -> stream.done.join());
            double[] firsts = all.stream()
                    .filter(stream -> stream.firstNanos > 0)
                    .mapToDouble(stream -> (stream.firstNanos - stream.startedNanos) / 1e6)
                    .sorted()
                    .toArray();
            int clean = (int) all.stream().filter(stream -> stream.clean).count();
            return new Outcome(streams, clean, percentile(firsts, 0.5), percentile(firsts, 0.99));
        }
    }

    private static Watched open(HttpClient client, HttpRequest request, int position) {
        if (position > 0) {
            java.util.concurrent.locks.LockSupport.parkNanos(PACE_NANOS);
        }
        Watched watched = new Watched();
        client.sendAsync(request, response -> response.statusCode() == 200 ? watched : new Refused(watched))
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        watched.done.complete(null);
                    }
                });
        return watched;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
    }

    /** One stream: when its first event came, and whether its end did. */
    private static final class Watched implements HttpResponse.BodySubscriber<Void> {
        private final long startedNanos = System.nanoTime();
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final byte[] tail = new byte[64];
        private volatile long firstNanos;
        private volatile boolean clean;

        @Override
        public CompletionStage<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {
            if (firstNanos == 0) {
                firstNanos = System.nanoTime();
            }
            for (ByteBuffer piece : pieces) {
                int kept = Math.min(piece.remaining(), tail.length);
                System.arraycopy(tail, kept, tail, 0, tail.length - kept);
                piece.position(piece.limit() - kept).get(tail, tail.length - kept, kept);
            }
        }

        @Override
        public void onError(Throwable failure) {
            done.complete(null);
        }

        @Override
        public void onComplete() {
            clean = new String(tail, StandardCharsets.US_ASCII).contains(END);
            done.complete(null);
        }
    }

    /** An error in the place of a stream. */
    private static final class Refused implements HttpResponse.BodySubscriber<Void> {
        private final Watched watched;

        private Refused(Watched watched) {
            this.watched = watched;
        }

        @Override
        public CompletionStage<Void> getBody() {
            return CompletableFuture.failedStage(new IOException("refused"));
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.cancel();
            watched.done.complete(null);
        }

        @Override
        public void onNext(List<ByteBuffer> pieces) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }
}
