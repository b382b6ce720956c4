# RIGHT: a class with __aenter__ and __aexit__ draws, spin only drives it
import asyncio


class Line:
    """One line of the terminal, drawn again and again."""

    def __init__(self):
        self.width = 0

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        self.draw(' ' * self.width)

    def draw(self, text):
        self.width = max(self.width, len(text))
        print(text, end='\b' * len(text), flush=True)


async def spin(msg):
    async with Line() as line:
        while True:
            for char in '|/-\\':
                line.draw(char + ' ' + msg)
                await asyncio.sleep(.1)


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    spinner = asyncio.Task(spin('thinking!'))
    print('spinner object:', repr(spinner))
    result = await slow_function()
    spinner.cancel()
    return result


def main():
    result = asyncio.run(supervisor())
    print('Answer:', result)


if __name__ == '__main__':
    main()
