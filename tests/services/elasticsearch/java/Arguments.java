import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.elasticsearch.bootstrap.ServerArgs;
import org.elasticsearch.common.io.stream.OutputStreamStreamOutput;
import org.elasticsearch.common.settings.KeyStoreWrapper;
import org.elasticsearch.common.settings.Settings;

/**
 * Turns settings into the bytes that the server wants to read from its standard input before it starts.
 *
 * Reads lines `name=value` from standard input and writes the bytes to standard output; its one argument is the folder
 * with log4j2.properties. The distribution has a programme of its own for this, which is not published as an artefact.
 */
public class Arguments {
    public static void main(String[] arguments) throws Exception {
        var lines = new Properties();
        lines.load(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var settings = Settings.builder();
        lines.forEach((name, value) -> settings.put((String) name, (String) value));
        var config = Path.of(arguments[0]);
        var bytes = new OutputStreamStreamOutput(System.out);
        new ServerArgs(false, false, null, KeyStoreWrapper.create(), settings.build(), config, config).writeTo(bytes);
        bytes.flush();
    }
}
