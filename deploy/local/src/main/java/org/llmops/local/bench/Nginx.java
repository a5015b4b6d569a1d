package org.llmops.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.llmops.platform.servers.Command;
import org.llmops.platform.servers.HttpProbe;
import org.llmops.platform.servers.Server;

/** nginx as a plain reverse proxy in front of the simulator: about the least that a gateway can cost. */
record Nginx(Path program, int port, int upstream) implements Server {
    private static final String CONFIGURATION = """
            daemon off;
            worker_processes auto;
            pid %1$s/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
                access_log off;
                client_body_temp_path %1$s/body;
                proxy_temp_path %1$s/proxy;
                fastcgi_temp_path %1$s/fastcgi;
                uwsgi_temp_path %1$s/uwsgi;
                scgi_temp_path %1$s/scgi;
                keepalive_requests 1000000;
                upstream models {
                    server 127.0.0.1:%3$d;
                    keepalive 1024;
                    keepalive_requests 1000000;
                }
                server {
                    listen 127.0.0.1:%2$d backlog=4096;
                    tcp_nodelay on;
                    location = /ready { return 200; }
                    location / {
                        proxy_pass http://models;
                        proxy_http_version 1.1;
                        proxy_set_header Connection "";
                        proxy_buffering off;
                    }
                }
            }
            """;

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public void prepare(Path data) throws IOException {
        Files.writeString(data.resolve("nginx.conf"), CONFIGURATION.formatted(data, port, upstream));
    }

    @Override
    public Command command(Path data) {
        return new Command(
                List.of(
                        program.toString(),
                        "-e",
                        "stderr",
                        "-p",
                        data.toString(),
                        "-c",
                        data.resolve("nginx.conf").toString()),
                Map.of(),
                Set.of());
    }

    @Override
    public boolean isReady() {
        return HttpProbe.isOk(port, "/ready");
    }

    @Override
    public String stopSignal() {
        return "QUIT";
    }
}
