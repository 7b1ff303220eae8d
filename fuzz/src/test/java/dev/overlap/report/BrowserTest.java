package dev.overlap.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a headless Chromium, where there is one: nothing is wider than the screen, in the light and in the dark. */
class BrowserTest {

    private static final int HEIGHT = 900;

    @TempDir
    private static Path folder = Path.of("");
    private static @Nullable String browser;

    @BeforeAll
    static void make() throws IOException {
        browser = Chromium.find();
        assumeTrue(browser != null, "no Chromium on the PATH");
        Files.writeString(folder.resolve("report.html"), Samples.page());
    }

    @Test
    void onAWideScreenItShowsSomethingInTheLight() throws Exception {
        BufferedImage picture = picture(1280, false);

        assertThat(brightness(picture)).isBetween(0.80, 0.995);
    }

    @Test
    void inTheDarkItIsDark() throws Exception {
        BufferedImage picture = picture(1280, true);

        assertThat(brightness(picture)).isBetween(0.03, 0.30);
    }

    /** A frame of a size of its own is what a screen of that size would be. Its page must not scroll sideways, which its background would not follow. */
    @Test
    void onANarrowScreenNothingStandsOut() throws Exception {
        for (int width : new int[] {400, 1280}) {
            assertThat(widestElement(width)).as("on a screen of " + width).isBetween(width - 20, width);
        }
    }

    /** How wide the whole page is: a script in a copy of it says so. */
    private static int widestElement(int width) throws Exception {
        String page = Files.readString(folder.resolve("report.html")).replaceFirst("<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "");
        Path copy = Files.writeString(folder.resolve("copy.html"), page.replace("</body>",
                "<script>document.querySelectorAll('details').forEach(d => d.open = true);"
                        + "parent.document.title = 'wide ' + document.documentElement.scrollWidth</script></body>"));
        Path frame =
                Files.writeString(folder.resolve("frame.html"), "<!DOCTYPE html><title>-</title><iframe src='" + copy.getFileName() + "' style='width:" + width
                        + "px;height:" + HEIGHT + "px;border:0'></iframe>");
        String dom = run(List.of("--allow-file-access-from-files", "--dump-dom"), frame);
        assertThat(dom).containsPattern("<title>wide \\d+</title>");
        return Integer.parseInt(dom.replaceAll("(?s).*<title>wide (\\d+)</title>.*", "$1"));
    }

    private static BufferedImage picture(int width, boolean dark) throws Exception {
        Path picture = folder.resolve("picture-" + width + dark + ".png");
        List<String> options = new ArrayList<>(List.of("--hide-scrollbars", "--window-size=" + width + "," + HEIGHT, "--screenshot=" + picture));
        if (dark) {
            options.add("--blink-settings=preferredColorScheme=0");
        }
        run(options, folder.resolve("report.html"));
        return ImageIO.read(picture.toFile());
    }

    private static String run(List<String> options, Path page) throws Exception {
        Path profile = Files.createTempDirectory(folder, "profile");
        Path output = Files.createTempFile(folder, "output", ".txt");
        List<String> command = Chromium.headless(String.valueOf(browser), profile);
        command.add("--virtual-time-budget=3000");
        command.addAll(options);
        command.add(page.toUri().toString());
        Process process = new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the browser ends").isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    /** From 0 for black to 1 for white. */
    private static double brightness(BufferedImage picture) {
        long sum = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = picture.getRGB(x, y);
                sum += (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF);
            }
        }
        return sum / (765.0 * picture.getWidth() * picture.getHeight());
    }
}
