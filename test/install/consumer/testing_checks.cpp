// A program over the installed gander::testing. Without a server it sees that there is none.
#include <gander/testing/testing.hpp>

#include <cstdio>

int main(int, char **argv)
{
    try {
        gander::testing::apply(gander::testing::Server{"host=127.0.0.1 port=1 dbname=x user=x"}.open(),
                               argv[1]);
    } catch (gander::testing::PostgresNotReady const &error) {
        std::printf("not ready: %s\n", error.what());
        return 0;
    }
    return 1;
}
