import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Answers each line of standard input, a HOCON document in base64, with a line: "ok" and the document as Typesafe Config
 * resolves it by itself, as JSON in base64, or "no" and its message in base64.
 */
class ReadHocon {
  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      var text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
      System.out.println(answer(text));
    }
  }

  private static String answer(String text) {
    try {
      Config read = ConfigFactory.parseString(text, ConfigParseOptions.defaults());
      Config resolved = read.resolve(ConfigResolveOptions.noSystem());
      return "ok " + encoded(resolved.root().render(ConfigRenderOptions.concise()));
    } catch (ConfigException | StackOverflowError error) {
      return "no " + encoded(String.valueOf(error.getMessage()));
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
