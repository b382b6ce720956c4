# RIGHT: classe com __aenter__ e __aexit__, comentários em português
import asyncio
import sys


class Giratoria:
    """Mostra uma barra giratória enquanto o corpo do `async with` roda."""

    def __init__(self, mensagem):
        self.mensagem = mensagem
        self.tarefa = None

    async def __aenter__(self):
        self.tarefa = asyncio.create_task(spin(self.mensagem))
        return self.tarefa

    async def __aexit__(self, tipo, valor, pilha):
        self.tarefa.cancel()
        await asyncio.gather(self.tarefa, return_exceptions=True)
        return False  # não engole a exceção


async def spin(msg):
    simbolos = r'|/-\ '.strip()
    indice = 0
    tamanho = 0
    try:
        while True:
            estado = simbolos[indice] + ' ' + msg
            tamanho = len(estado)
            sys.stdout.write(estado + '\r')
            sys.stdout.flush()
            indice = 0 if indice == 3 else indice + 1
            await asyncio.sleep(0.1)
    finally:
        # apaga a linha
        sys.stdout.write(' ' * tamanho + '\r')
        sys.stdout.flush()


async def slow_function():
    # finge que espera E/S
    await asyncio.sleep(3)
    return 42


async def supervisor():
    async with Giratoria('pensando!') as tarefa:
        print('spinner object:', tarefa)
        resultado = await slow_function()
    return resultado


def main():
    resultado = asyncio.run(supervisor())
    print('Answer:', resultado)


if __name__ == '__main__':
    main()
