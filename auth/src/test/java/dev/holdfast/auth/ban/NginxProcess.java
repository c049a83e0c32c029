package dev.holdfast.auth.ban;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One nginx process on a loopback port, ended by {@link #close()}; runs as whoever runs the test. */
final class NginxProcess implements AutoCloseable {
    private static final int PORTS_TRIED = 5;

    private final Process process;
    private final BufferedReader log;
    private final int port;

    private NginxProcess(Process process, BufferedReader log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** The smallest configuration around the two parts. */
    static Path configuration(Path folder, NginxLimit limit, int port) throws IOException {
        return Files.writeString(
                folder.resolve("nginx.conf"), """
                master_process off;
                daemon off;
                error_log stderr notice;
                pid %1$s/nginx.pid;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    %2$s
                    server {
                        listen 127.0.0.1:%3$d;
                        %4$s
                    }
                }
                """.formatted(folder, limit.http(), port, limit.location()));
    }

    static String test(Path folder, NginxLimit limit) throws IOException, InterruptedException {
        Path file = configuration(folder, limit, freePort());
        return Program.run(
                Program.inSbin("nginx"), "-t", "-e", "stderr", "-p", folder.toString(), "-c", file.toString());
    }

    static NginxProcess start(Path folder, NginxLimit limit) throws IOException {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < PORTS_TRIED; i++) {
            int port = freePort();
            Path file = configuration(folder, limit, port);
            Process process = new ProcessBuilder(List.of(
                            Program.inSbin("nginx"), "-e", "stderr", "-p", folder.toString(), "-c", file.toString()))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            if (listens(log, said)) {
                return new NginxProcess(process, log, port);
            }
            process.destroyForcibly();
        }
        throw new IllegalStateException("nginx did not start: " + said);
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        Process ended = process.onExit().join();
        assertThat(ended.isAlive()).isFalse();
        log.close();
    }

    /** Its sockets are open before it says what it runs on. */
    private static boolean listens(BufferedReader log, StringBuilder said) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.contains("getrlimit")) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
