package org.llmops.platform.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A Kafka broker that is its own controller; topics come into being when they are first named. */
public record Kafka(Programs programs, int port, int controllerPort) implements Server {
    private static final String CLUSTER = "bGxtb3BzLWxvY2FsLWthZg";
    private static final short API_VERSIONS = 18;

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void prepare(Path data) throws IOException {
        Path settings = settings(data);
        Files.writeString(settings, """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%d
                log.dirs=%s
                num.partitions=3
                auto.create.topics.enable=true
                message.max.bytes=8388608
                replica.fetch.max.bytes=8388608
                log.index.size.max.bytes=1048576
                log.cleaner.dedupe.buffer.size=8388608
                num.network.threads=2
                num.io.threads=4
                offsets.topic.num.partitions=3
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                controlled.shutdown.max.retries=1
                """.formatted(port, controllerPort, controllerPort, data.resolve("log")));
        if (!Files.exists(data.resolve("log/meta.properties"))) {
            Path log = data.resolve("format.log");
            List<String> format = List.of("format", "-t", CLUSTER, "-c", settings.toString());
            Child.run("Formatting Kafka's log", java("kafka.tools.StorageTool", format), data, log);
        }
    }

    @Override
    public Command command(Path data) {
        return java("kafka.Kafka", List.of(settings(data).toString()));
    }

    @Override
    public List<Path> code() {
        return programs.kafkaJars();
    }

    @Override
    public boolean isReady() {
        return answers(port);
    }

    /** Asks a broker which requests it understands, the first thing any client does. */
    public static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) Duration.ofSeconds(2).toMillis());
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10); // the size of what follows: key, version, correlation id, no client id
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(1);
            out.writeShort(-1);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return in.readInt() > 0 && in.readInt() == 1 && in.readShort() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path settings(Path data) {
        return data.resolve("server.properties");
    }

    private Command java(String main, List<String> arguments) {
        List<String> all = new ArrayList<>(Jvm.small(256));
        all.addAll(Arrays.asList(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
                "-cp",
                programs.kafka(),
                main));
        all.addAll(arguments);
        return new Command(all, Map.of());
    }
}
