package org.elasticsearch.io.ansi;

import java.util.function.Supplier;

/** The server looks for a class of this name before anything else, to learn about its terminal. It has none. */
public class AnsiConsoleLoader implements Supplier<Object> {
    @Override
    public Object get() {
        return null;
    }
}
