package dev.overlap.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A page in a headless Chromium, in which keys are pressed as a person presses them, through its DevTools protocol. One thread. */
final class Chromium implements AutoCloseable {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final long PATIENCE_SECONDS = 60;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int calls;

    /** Puts messages together again of their parts. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                answers.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    /** Where it is, or null. */
    static @Nullable String find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .flatMap(path -> NAMES.stream().map(name -> Path.of(path, name)))
                .filter(Files::isExecutable).map(Path::toString).findFirst().orElse(null);
    }

    /** Its call, up to the options that say what for. */
    static List<String> headless(String browser, Path profile) {
        return new ArrayList<>(List.of(browser, "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + profile));
    }

    /** Opens a page. */
    Chromium(String browser, Path profile, Path page) throws IOException, InterruptedException {
        List<String> command = headless(browser, profile);
        command.addAll(List.of("--remote-debugging-port=0", "--window-size=1280,900", page.toUri().toString()));
        process = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            String port = awaitPort(profile.resolve("DevToolsActivePort"));
            socket = client.newWebSocketBuilder().buildAsync(awaitPage("http://127.0.0.1:" + port + "/json", page), new Listener()).join();
            // At first there is an empty page, which is complete, too.
            while (!evaluate("location.protocol === 'file:' && document.readyState === 'complete'").asBoolean()) {
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            end();
            throw e;
        }
    }

    private static String awaitPort(Path file) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return lines.getFirst();
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser does not say where its DevTools listen");
    }

    private URI awaitPage(String list, Path page) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < deadline) {
            for (JsonNode each : MAPPER.readTree(client.send(HttpRequest.newBuilder(URI.create(list)).build(), HttpResponse.BodyHandlers.ofString()).body())) {
                if (each.get("url").asText().endsWith(page.getFileName().toString())) {
                    return URI.create(each.get("webSocketDebuggerUrl").asText());
                }
            }
            Thread.sleep(50);
        }
        throw new IOException("the browser does not open " + page);
    }

    /** The value of an expression of JavaScript. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode result = call("Runtime.evaluate", MAPPER.createObjectNode().put("expression", expression).put("returnByValue", true)).path("result");
        if (result.has("exceptionDetails")) {
            throw new IOException(expression + ": " + result.get("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /**
     * Presses a key and lets it go.
     *
     * @param key its name in events of the keyboard
     * @param code its number there
     * @param text what it types, or empty
     */
    void press(String key, int code, String text) throws IOException, InterruptedException {
        ObjectNode down = MAPPER.createObjectNode().put("type", text.isEmpty() ? "rawKeyDown" : "keyDown").put("key", key).put("windowsVirtualKeyCode", code);
        call("Input.dispatchKeyEvent", text.isEmpty() ? down : down.put("text", text));
        call("Input.dispatchKeyEvent", MAPPER.createObjectNode().put("type", "keyUp").put("key", key).put("windowsVirtualKeyCode", code));
    }

    private JsonNode call(String method, ObjectNode parameters) throws IOException, InterruptedException {
        int id = ++calls;
        ObjectNode message = MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", parameters);
        socket.sendText(MAPPER.writeValueAsString(message), true).join();
        while (true) {
            String answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException(method + " is not answered");
            }
            JsonNode read = MAPPER.readTree(answer);
            if (read.path("id").asInt() == id) {
                return read;
            }
        }
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** It is asked to end, so that it removes what it has locked. */
    @Override
    public void close() {
        try {
            call("Browser.close", MAPPER.createObjectNode());
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.abort();
        end();
        client.close();
    }
}
